using CdcFunctions.Support.Postgres;

namespace CdcFunctions.EndToEnd.Servers;

public sealed class TestDatabaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [SkippableFact]
    public async Task Every_test_class_has_a_database_of_its_own_with_bookkeeping()
    {
        var mine = await database.RequireAsync();
        await mine.ExecuteAsync("CREATE TABLE only_mine (id int)");
        await using var other = await TestPostgres.CreateDatabaseAsync();

        Assert.Equal(0L, await other.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'only_mine'"));
        Assert.Equal(1L, await other.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE oid = 'cdc.checkpoint'::regclass"));
    }
}
