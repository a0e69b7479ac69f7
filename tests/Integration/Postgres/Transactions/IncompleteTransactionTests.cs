using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Transactions;

public sealed class IncompleteTransactionTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly string[] Sale = ["c orders 1 note=first", "c item 10 order_id=1"];

    [SkippableFact]
    public async Task An_END_that_promises_more_stops_the_lane_and_says_what_is_missing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = Short(new SalesLog().Transaction(4, "c orders 9 note=before"));

        var waits = await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));
        scene.Time.Advance(10 * Timeout);
        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));

        Assert.Contains("Sales.dbo.item: 0 of 1", waits.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0, 5), (await scene.CountAsync("erp.orders"), await scene.CountAsync("cdc.dead_letter"), await database.ScalarAsync<long>("select next_offset from cdc.checkpoint")));
        var waiting = Assert.Single(scene.Transactions.Waiting);
        Assert.True(waiting.IsOverdue);
        Assert.Equal(["Sales.dbo.item: 0 of 1"], waiting.Missing);
    }

    [SkippableFact]
    public async Task With_apply_it_goes_as_it_is_when_its_time_is_up()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, IncompleteTransactionPolicy.Apply);
        var log = Short(new SalesLog()).Transaction(6, "c orders 2 note=after");
        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));

        await scene.PassAsync(Timeout);
        await scene.ApplyAsync(log.Records);

        Assert.Equal((2, 1), (await scene.CountAsync("erp.orders"), scene.Transactions.Incomplete));
        Assert.Equal(log.Records.Count, scene.Tally.Consumed);
    }

    [SkippableFact]
    public async Task With_deadLetter_it_is_parked_when_its_time_is_up_and_the_lane_goes_on()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, IncompleteTransactionPolicy.DeadLetter);
        var log = Short(new SalesLog()).Transaction(6, "c orders 2 note=after");
        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));

        await scene.PassAsync(Timeout);
        await scene.ApplyAsync(log.Records);

        Assert.Equal((1, 1, 1), (await scene.CountAsync("erp.orders"), await scene.CountAsync("cdc.dead_letter where reason = 'incomplete-transaction'"), scene.Transactions.Parked));
    }

    [SkippableTheory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_wall_clock_that_is_set_releases_nothing_early_and_holds_nothing_up(int minutes)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, IncompleteTransactionPolicy.Apply);
        var log = Short(new SalesLog()).Transaction(6, "c orders 2 note=after");
        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));

        scene.Time.SetWallClock(TimeSpan.FromMinutes(minutes));
        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));
        await scene.PassAsync(Timeout);
        await scene.ApplyAsync(log.Records);

        Assert.Equal((2, 1), (await scene.CountAsync("erp.orders"), scene.Transactions.Incomplete));
    }

    [SkippableFact]
    public async Task On_a_quiet_topic_the_clock_releases_what_has_no_END()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, IncompleteTransactionPolicy.Apply);
        await scene.ApplyAsync(new SalesLog().Begin(5).Changes(5, Sale).Records);

        await scene.PassAsync(Timeout);

        Assert.Equal((1, 1, 0), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.staged_record")));
    }

    [SkippableFact]
    public async Task A_worker_that_starts_on_a_quiet_topic_keeps_the_clock_of_the_one_before()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using (var first = new AtomicScene(database, IncompleteTransactionPolicy.Apply))
        {
            await first.ApplyAsync(new SalesLog().Begin(5).Changes(5, Sale).Records);
        }

        using var second = new AtomicScene(database, IncompleteTransactionPolicy.Apply);
        await second.TakeOverAsync();
        await second.PassAsync(Timeout);

        Assert.Equal(1, await second.CountAsync("erp.orders"));
    }

    [SkippableFact]
    public async Task With_wait_it_stays_staged_and_is_reported_as_overdue()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        await scene.ApplyAsync(new SalesLog().Begin(5).Changes(5, Sale).Records);

        await scene.PassAsync(2 * Timeout);

        Assert.True(Assert.Single(scene.Transactions.Waiting).IsOverdue);
        Assert.False(await scene.ExistsAsync("erp.orders"));
    }

    [SkippableFact]
    public async Task A_row_that_does_not_fit_parks_its_whole_transaction_and_no_other()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(4, Sale);
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 100)");
        var before = log.Records.Count;

        log.Transaction(5, "c orders 2 note=x").Transaction(6, "c item 20 order_id=2", "c orders 100 note=bad", "d item 10").Transaction(7, "c orders 3 note=x");
        await scene.ApplyAsync(log.Records.Skip(before));

        Assert.Equal("1 2 3", await database.ScalarAsync<string>("select string_agg(id::text, ' ' order by id) from erp.orders"));
        Assert.Equal("10", await database.ScalarAsync<string>("select string_agg(id::text, ' ') from erp.item"));
        Assert.Equal("transaction constraint transaction", await database.ScalarAsync<string>("select string_agg(reason, ' ' order by record_offset) from cdc.dead_letter"));
        Assert.Equal((1, 3), (scene.Transactions.Parked, scene.Transactions.Applied));
        Assert.Equal(log.Records.Count, scene.Tally.Consumed);
    }

    [SkippableFact]
    public async Task An_unreadable_record_inside_a_transaction_parks_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);

        await scene.ApplyAsync(new SalesLog().Begin(5).Changes(5, ["c orders 1 note=x"]).Add(null, "{\"before\":").End(5, "c orders 1", "c item 1").Transaction(6, "c orders 2 note=x").Records);

        Assert.Equal("2", await database.ScalarAsync<string>("select string_agg(id::text, ' ') from erp.orders"));
        Assert.Equal("transaction malformed-json", await database.ScalarAsync<string>("select string_agg(reason, ' ' order by record_offset) from cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task An_unreadable_record_parks_it_too_where_another_worker_goes_on_behind_an_END_that_came_again()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var first = new AtomicScene(database);
        var log = new SalesLog().Transaction(5, "c orders 1 note=x").Begin(6).Changes(6, ["c orders 2 note=x"]).End(5, "c orders 1");
        await first.ApplyAsync(log.Records);
        using var second = new AtomicScene(database);
        var next = (int)await second.TakeOverAsync();

        await second.ApplyAsync(log.Add(null, "{\"before\":").End(6, "c orders 2", "c item 1").Records.Skip(next));

        Assert.Equal("1", await database.ScalarAsync<string>("select string_agg(id::text, ' ') from erp.orders"));
        Assert.Equal("transaction malformed-json", await database.ScalarAsync<string>("select string_agg(reason, ' ' order by record_offset) from cdc.dead_letter"));
    }

    private static SalesLog Short(SalesLog log) => log.Begin(5).Changes(5, ["c orders 1 note=first"]).End(5, Sale);
}
