using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Outages;

public sealed class DeadLetterAfterTests
{
    private readonly SteppedTime _time = new();

    [SkippableFact]
    public async Task A_table_that_stays_locked_is_waited_for_and_after_the_limit_its_batch_is_parked()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await SceneAsync(database, TimeSpan.FromMinutes(5));
        await using (var holder = await database.Warehouse.OpenConnectionAsync())
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("lock table shop.orders in access exclusive mode", holder, transaction);
            await hold.ExecuteNonQueryAsync();

            await Assert.ThrowsAsync<PostgresException>(() => scene.ApplyAsync(Batch));
            _time.Advance(TimeSpan.FromMinutes(4));
            await Assert.ThrowsAsync<PostgresException>(() => scene.ApplyAsync(Batch));
            Assert.Equal(0, await scene.CountAsync("cdc.dead_letter"));
            _time.Advance(TimeSpan.FromMinutes(1));
            await scene.ApplyAsync(Batch);
        }

        Assert.Equal("outage 55P03 2", await database.ScalarAsync<string>("select concat_ws(' ', min(reason), min(sqlstate), count(*)) from cdc.dead_letter"));
        Assert.Equal(3, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
        Assert.Equal(1, await scene.CountAsync("shop.orders"));

        var replayed = 0;
        await foreach (var result in scene.Replay.RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            replayed += result.Outcome == ReplayOutcome.Applied ? 1 : 0;
        }

        Assert.Equal((2, 3), (replayed, await scene.CountAsync("shop.orders")));
    }

    [SkippableFact]
    public async Task A_success_between_failures_begins_the_time_anew()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await SceneAsync(database, TimeSpan.FromMinutes(5));
        await FailAsync(database, scene);
        _time.Advance(TimeSpan.FromMinutes(4));
        await scene.ApplyAsync(Batch);
        _time.Advance(TimeSpan.FromMinutes(4));

        await FailAsync(database, scene, [ScriptedDecoder.Record(3, "orders|u|3|10|a=1|note=x")]);

        Assert.Equal(0, await scene.CountAsync("cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task By_default_an_outage_parks_nothing_however_long_it_lasts()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await SceneAsync(database, limit: null);
        await FailAsync(database, scene);
        _time.Advance(TimeSpan.FromDays(30));
        await FailAsync(database, scene);

        Assert.Equal(0, await scene.CountAsync("cdc.dead_letter"));
    }

    private static CdcFunctions.Changes.SourceRecord[] Batch => [ScriptedDecoder.Record(1, "orders|u|1|10|a=1|note=x"), ScriptedDecoder.Record(2, "orders|u|2|10|a=1|note=x")];

    private async Task<ApplyScene> SceneAsync(TestDatabase database, TimeSpan? limit)
    {
        await database.ExecuteAsync("do $$ begin execute format('alter database %I set lock_timeout = ''100ms''', current_database()); end $$");
        database.Warehouse.Clear();
        var scene = new ApplyScene(database, patience: new OutagePatience(new PostgresOptions { DeadLetterAfter = limit }, _time));
        await scene.ApplyAsync("orders|u|0|1|a=0|note=first");
        return scene;
    }

    private static async Task FailAsync(TestDatabase database, ApplyScene scene, CdcFunctions.Changes.SourceRecord[]? records = null)
    {
        await using var holder = await database.Warehouse.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table shop.orders in access exclusive mode", holder, transaction);
        await hold.ExecuteNonQueryAsync();
        await Assert.ThrowsAsync<PostgresException>(() => scene.ApplyAsync(records ?? Batch));
    }
}
