using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Transactions;

public sealed class LargeTransactionTests
{
    private static readonly int Rows = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 200_000 : 12_000;

    [SkippableFact]
    public async Task A_transaction_of_many_batches_becomes_visible_in_one_commit()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var (log, changes) = Large();

        foreach (var batch in log.Records.Chunk(5_000))
        {
            await scene.ApplyAsync(batch);
        }

        var before = (await scene.ExistsAsync("erp.orders"), await scene.CountAsync("cdc.staged_record"));
        await scene.ApplyAsync(log.End(5, changes).Records.TakeLast(1));

        Assert.Equal((false, Rows + 1L), before);
        Assert.Equal((1, Rows), (await scene.CountAsync("(select distinct xmin::text from erp.orders) as t"), await scene.CountAsync("erp.orders where note = 'v2'")));
        Assert.Equal((0, (long)log.Records.Count), (await scene.CountAsync("cdc.staged_record"), scene.Tally.Consumed));
    }

    [SkippableFact]
    public async Task One_bad_row_of_a_large_transaction_parks_all_of_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        await scene.ApplyAsync(new SalesLog().Transaction(4, "c orders 0 note=first").Records);
        await database.ExecuteAsync($"alter table erp.orders add constraint small check (id < {Rows})");
        var (log, changes) = Large(new SalesLog().Transaction(4, "c orders 0 note=first"));

        foreach (var batch in log.End(5, changes).Transaction(6, "u orders 0 note=after").Records.Chunk(5_000))
        {
            await scene.ApplyAsync(batch);
        }

        Assert.Equal("(0,after)", await scene.RowsAsync("(select id, note from erp.orders) as t"));
        Assert.Equal((1, Rows - 1), (await scene.CountAsync("cdc.dead_letter where reason = 'constraint'"), await scene.CountAsync("cdc.dead_letter where reason = 'transaction'")));
        Assert.Equal((0, (long)log.Records.Count), (await scene.CountAsync("cdc.staged_record"), scene.Tally.Consumed));
    }

    [SkippableFact]
    public async Task Keys_that_are_one_row_for_PostgreSQL_are_written_one_after_the_other()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create extension citext; create schema erp; create table erp.orders (id citext primary key, note text)");
        using var scene = new AtomicScene(database, largestInBatch: 2);
        string[] changes = ["c orders \"a\" note=1", "c orders \"b\" note=2", "u orders \"A\" note=3", "u orders \"B\" note=4", "u orders \"b\" note=5"];
        var log = new SalesLog().Begin(5).Changes(5, changes);
        await scene.ApplyAsync(log.Records);

        await scene.ApplyAsync(log.End(5, changes).Records.TakeLast(1));

        Assert.Equal("(a,3) (b,5)", await scene.RowsAsync("(select lower(id::text) as id, note from erp.orders) as t"));
        Assert.Equal((0, 1), (await scene.CountAsync("cdc.dead_letter"), await scene.CountAsync("(select distinct xmin::text from erp.orders) as t")));
    }

    [SkippableFact]
    public async Task One_bad_row_parks_its_transaction_and_does_not_use_up_the_failure_budget()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        await scene.ApplyAsync(new SalesLog().Transaction(4, "c orders 0 note=first").Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 1200)");
        var log = new SalesLog().Transaction(4, "c orders 0 note=first").Transaction(5, [.. Enumerable.Range(1, 1_200).Select(static id => $"c orders {id} note=x")]);

        await scene.ApplyAsync(log.Records);

        Assert.Equal((1_200, 1), (await scene.CountAsync("cdc.dead_letter"), await scene.CountAsync("erp.orders")));
    }

    [SkippableFact]
    public async Task Large_transactions_that_are_parked_one_after_another_use_up_the_failure_budget()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        await scene.ApplyAsync(new SalesLog().Transaction(4, "c orders 0 note=first").Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id = 0)");
        string[] changes = [.. Enumerable.Range(1, 5_001).Select(static id => $"c orders {id} note=x")];
        var log = new SalesLog().Transaction(4, "c orders 0 note=first").Transaction(5, changes);
        foreach (var batch in log.Records.Chunk(4_000))
        {
            await scene.ApplyAsync(batch);
        }

        var paused = await Assert.ThrowsAsync<FailureBudgetException>(async () =>
        {
            foreach (var batch in log.Transaction(6, changes).Records.Chunk(4_000))
            {
                await scene.ApplyAsync(batch);
            }
        });

        Assert.Contains("5002 of ", paused.Message, StringComparison.Ordinal);
        Assert.Equal((5_001, 5_001 + 1), (await scene.CountAsync("cdc.dead_letter"), await scene.CountAsync("cdc.staged_record")));
    }

    [SkippableFact]
    public async Task A_column_that_shows_up_late_is_added_although_the_transaction_holds_the_table()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var changes = Enumerable.Range(1, 12_000).Select(id => id < 9_000 ? $"c orders {id} note=x" : $"c orders {id} note=x,extra=y").ToArray();

        foreach (var batch in new SalesLog().Transaction(5, changes).Records.Chunk(4_000))
        {
            await scene.ApplyAsync(batch);
        }

        Assert.Equal((12_000, 3_001), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.orders where extra = 'y'")));
    }

    private static (SalesLog Log, string[] Changes) Large(SalesLog? log = null)
    {
        var changes = Enumerable.Range(1, Rows).Select(id => $"c orders {id} note=v2").ToArray();
        log = (log ?? new SalesLog()).Begin(5);
        for (var start = 0; start < changes.Length; start += 1_000)
        {
            log.Events(5, changes[start..Math.Min(changes.Length, start + 1_000)], start);
        }

        return (log, changes);
    }
}
