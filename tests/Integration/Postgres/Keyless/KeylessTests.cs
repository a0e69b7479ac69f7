using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Keyless;

public sealed class KeylessTests
{
    private const string Log = "(c,dup,,2) (c,dup,,2) (c,w,same,1) (c,w,same,1) (c,w,same,1) (d,dup,,2) (r,seed,row,0) (u,seed,changed,0)";

    // Two equal rows were inserted and one was deleted: by content they are one row, and it is gone.
    private const string Content = "(seed,changed,0) (w,same,1) (w,same,1) (w,same,1)";

    [SkippableFact]
    public async Task With_append_every_change_is_a_row()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new KeylessScene(database, KeylessPolicy.Append);

        await scene.SendAsync(await KeylessScene.RecordingAsync());

        Assert.Equal(Log, await scene.RowsAsync("_cdc_operation, who, what, n"));
        AssertCounts(scene);
    }

    [SkippableFact]
    public async Task With_append_a_change_that_is_sent_again_is_no_second_row()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new KeylessScene(database, KeylessPolicy.Append);
        var records = await KeylessScene.RecordingAsync();
        await scene.SendAsync(records);

        // Snapshot rows carry nothing that would tell them from equal ones; a connector does not send them again when it resumes.
        var streamed = records.Where(record => !record.Value.IsNull && !System.Text.Encoding.UTF8.GetString(record.Value.Span).Contains("\"op\":\"r\"", StringComparison.Ordinal)).ToList();
        for (var from = 0; from < streamed.Count; from += 5)
        {
            await scene.SendAsync(streamed.Skip(from));
        }

        Assert.Equal(Log, await scene.RowsAsync("_cdc_operation, who, what, n"));
        AssertCounts(scene);
    }

    [SkippableFact]
    public async Task With_hashKey_the_content_is_the_key_and_updates_move_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new KeylessScene(database, KeylessPolicy.HashKey);
        var records = await KeylessScene.RecordingAsync();

        await scene.SendAsync(records);

        Assert.Equal(Content, await scene.RowsAsync("who, what, n"));
        AssertCounts(scene);
    }

    [SkippableFact]
    public async Task With_hashKey_any_order_of_partitions_and_any_tail_sent_again_give_the_same_rows()
    {
        var records = await KeylessScene.RecordingAsync();
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            await using var database = await TestPostgres.CreateDatabaseAsync();
            using var scene = new KeylessScene(database, KeylessPolicy.HashKey);

            await scene.SendAsync(records.OrderBy(record => record.Partition * random.Next(-1, 2)).ToList());
            await scene.SendAsync(records.Skip(random.Next(records.Count)));

            Assert.Equal(Content, await scene.RowsAsync("who, what, n"));
            AssertCounts(scene);
        }
    }

    [SkippableFact]
    public async Task Without_a_policy_its_events_wait_in_the_dead_letters_and_the_remedy_is_named()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new KeylessScene(database, KeylessPolicy.DeadLetter);

        await scene.SendAsync(await KeylessScene.RecordingAsync());

        Assert.Equal(8, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where reason = 'missing-key' and remedy like '%keyless: append or hashKey%'"));
    }

    private static void AssertCounts(KeylessScene scene)
    {
        Assert.Equal(scene.Tally.Consumed, scene.Tally.Controls + scene.Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
        Assert.Equal(scene.Tally.Consumed, scene.Tally.Controls + scene.Tally.Tables.Sum(table => table.Events));
    }
}
