using CdcFunctions.EndToEnd.Host;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;

namespace CdcFunctions.EndToEnd.Commands;

/// <summary>Dead letters as a person deals with them: look, mend, replay; also when the replay is killed.</summary>
public sealed class DeadLetterCommandTests : IDisposable
{
    private const int Batch = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly CommandScene _scene = new();

    [SkippableFact]
    public async Task What_was_parked_is_listed_tried_and_replayed_after_the_mend()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var configuration = await ParkAsync(database, letters: 3);

        var list = await CommandScene.RunAsync("dlq", "list", "--config", configuration);
        var early = await CommandScene.RunAsync("dlq", "replay", "--config", configuration);
        await database.ExecuteAsync("alter table shop.orders alter note type text");
        var dry = await CommandScene.RunAsync("dlq", "replay", "--dry-run", "--config", configuration);
        var rowsAfterDryRun = await database.ScalarAsync<long>("select count(*) from shop.orders");
        var replay = await CommandScene.RunAsync("dlq", "replay", "--config", configuration);

        Assert.Equal(0, list.Code);
        Assert.Contains("too-long", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("parked note", list.Output, StringComparison.Ordinal);
        Assert.Equal(1, early.Code);
        Assert.Contains("3 failed again.", early.Output, StringComparison.Ordinal);
        Assert.Equal(0, dry.Code);
        Assert.Contains("Dry run, nothing was changed: 3 applied.", dry.Output, StringComparison.Ordinal);
        Assert.Equal(1, rowsAfterDryRun);
        Assert.Equal(0, replay.Code);
        Assert.Contains("3 applied.", replay.Output, StringComparison.Ordinal);
        Assert.Equal(4, await database.ScalarAsync<long>("select count(*) from shop.orders"));
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where status = 'replayed' and attempts = 2"));
    }

    [SkippableFact]
    public async Task A_replay_killed_inside_a_batch_leaves_whole_batches_and_the_next_one_finishes()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var configuration = await ParkAsync(database, letters: 3 * Batch);
        await database.ExecuteAsync($"alter table shop.orders alter note type text; insert into shop.orders (id, _cdc_version, _cdc_sequence, _cdc_applied_at) values ({(2 * Batch) - 1}, 0, 0, now())");

        await using (var connection = await database.Warehouse.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // The replay's second batch stops at this row, with others of it written already.
            await using var hold = new Npgsql.NpgsqlCommand($"select from shop.orders where id = {(2 * Batch) - 1} for update", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            await using var killed = HostProcess.Start(["dlq", "replay", "--config", configuration]);
            await Until.TrueAsync(async () => await database.ScalarAsync<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") > 0, Longest, () => "replay that waits inside a batch");
            killed.Kill();
            await killed.WaitForExitAsync(Longest);
            await transaction.RollbackAsync();
        }

        await Until.TrueAsync(async () => await database.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'cdcfunctions' and state <> 'idle' and pid <> pg_backend_pid()") == 0, Longest, () => "end of the killed session");
        Assert.Equal(Batch, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where status = 'replayed'"));
        Assert.Equal(1 + Batch + 1, await database.ScalarAsync<long>("select count(*) from shop.orders"));

        var (code, output) = await CommandScene.RunAsync("dlq", "replay", "--config", configuration);

        Assert.Equal(0, code);
        Assert.Contains($"{2 * Batch} applied.", output, StringComparison.Ordinal);
        Assert.Equal(3 * Batch, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where status = 'replayed' and attempts = 1"));
        Assert.Equal(1 + (3 * Batch), await database.ScalarAsync<long>("select count(*) from shop.orders"));
    }

    public void Dispose() => _scene.Dispose();

    // One good order, number 0, then the others with a note that does not fit.
    private async Task<string> ParkAsync(TestDatabase database, int letters)
    {
        var configuration = _scene.Configuration(database.ConnectionString, "    tables: { orders: { failureBudget: { share: 100 } } }");
        var first = _scene.Write("first.jsonl", CommandScene.Order(0, CommandScene.Event(0)));
        Assert.Equal(0, (await CommandScene.RunAsync("replay", first, "--config", configuration)).Code);
        await database.ExecuteAsync("alter table shop.orders alter note type varchar(5)");
        var bad = Enumerable.Range(1, letters).Select(id => CommandScene.Order(id, CommandScene.Event(id).Replace("\"note\":\"n\"", "\"note\":\"parked note\"", StringComparison.Ordinal)));
        Assert.Equal(1, (await CommandScene.RunAsync("replay", _scene.Write("bad.jsonl", string.Join('\n', bad)), "--config", configuration)).Code);
        return configuration;
    }
}
