using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Conflicts;

public sealed class ConflictPolicyTests
{
    private static readonly TableOptions ByArrival = new() { Conflict = ConflictPolicy.ArrivalOrder };

    private static readonly TableOptions ByColumn = new() { Conflict = ConflictPolicy.Column, ConflictColumn = "a" };

    [SkippableFact]
    public async Task By_arrival_the_later_change_wins_whatever_the_sources_clock_says()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, ByArrival);

        await scene.ApplyAsync("orders|u|1|90|a=1", "orders|u|1|20|a=2", "orders|u|2|90|a=1");
        await scene.ApplyAsync("orders|u|1|10|a=3", "orders|d|2|5");
        await scene.ApplyAsync("orders|u|2|1|a=4");

        Assert.Equal("(1,3) (2,4)", await scene.RowsAsync("id, a"));
        Assert.Equal(0, Assert.Single(scene.Tally.Tables).Conflicts);
    }

    [SkippableFact]
    public async Task By_arrival_a_topic_made_anew_is_later_than_the_one_before()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, ByArrival);
        await scene.ApplyAsync([.. Enumerable.Range(0, 20).Select(i => ScriptedDecoder.Record(i, $"orders|u|1|10|a={i}"))]);
        await database.ExecuteAsync("update cdc.checkpoint set next_offset = null");

        await scene.Checkpoints.AcquireAsync(new PartitionKey("cdcfunctions", "shop.orders", 0), CancellationToken.None);
        await scene.ApplyAsync([ScriptedDecoder.Record(0, "orders|u|1|10|a=100")]);

        Assert.Equal("(1,100)", await scene.RowsAsync("id, a"));
    }

    [SkippableFact]
    public async Task By_column_its_greater_value_wins_and_conflicts_are_counted()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, ByColumn);

        await scene.ApplyAsync("orders|u|1|10|a=5|b=1", "orders|u|1|20|a=4|b=2", "orders|u|2|10|a=7|b=1");
        await scene.ApplyAsync("orders|u|1|30|a=3|b=3", "orders|u|2|1|a=8|b=4");

        Assert.Equal("(1,5,1) (2,8,4)", await scene.RowsAsync("id, a, b"));
        Assert.Equal(2, Assert.Single(scene.Tally.Tables).Conflicts);
    }

    [SkippableFact]
    public async Task By_column_a_delete_has_the_version_of_the_row_it_removes()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, ByColumn);
        await scene.ApplyAsync("orders|u|1|10|a=5|b=1", "orders|u|2|10|a=5|b=1");

        await scene.ApplyAsync("orders|d|1|1|a=5", "orders|d|2|99|a=4");
        await scene.ApplyAsync("orders|u|1|99|a=4|b=9");

        Assert.Equal("(2,5,1)", await scene.RowsAsync("id, a, b"));
    }

    [SkippableFact]
    public async Task By_column_a_row_without_a_version_is_older_than_any_other()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, ByColumn);

        await scene.ApplyAsync("orders|u|1|10|a=NULL|b=1");
        await scene.ApplyAsync("orders|u|1|1|a=-5|b=2");
        await scene.ApplyAsync("orders|u|1|99|a=NULL|b=3");

        Assert.Equal("(1,-5,2)", await scene.RowsAsync("id, a, b"));
    }
}
