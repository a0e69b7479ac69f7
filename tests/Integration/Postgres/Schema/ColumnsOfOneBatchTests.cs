using CdcFunctions.Integration.Postgres.Rules;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Integration.Postgres.Schema;

public sealed class ColumnsOfOneBatchTests
{
    [SkippableFact]
    public async Task A_column_that_comes_and_goes_within_one_batch_keeps_its_values()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions());

        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1,"old":"kept","name":"a"}""", at: 10), Events.Scylla("""{"id":2}""", """{"id":2,"name":"b"}""", at: 20));
        await scene.ApplyAsync(Events.Scylla("""{"id":3}""", """{"id":3,"name":"c","brief":"kept too"}""", at: 30), Events.Scylla("""{"id":4}""", """{"id":4,"name":"d"}""", at: 40));

        Assert.Equal("(1,a,kept,) (2,b,,) (3,c,,\"kept too\") (4,d,,)", await scene.RowsAsync("id, name, old, brief"));
        scene.AssertCountsAddUp();
    }
}
