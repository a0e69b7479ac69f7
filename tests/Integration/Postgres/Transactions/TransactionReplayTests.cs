using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Transactions;

/// <summary>Transactions that were parked whole come back whole.</summary>
public sealed class TransactionReplayTests
{
    [SkippableFact]
    public async Task After_the_mend_a_parked_transaction_is_replayed_with_all_its_tables_children_before_parents_too()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(4, "c orders 1 note=x", "c item 10 order_id=1");
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync(
            "alter table erp.orders add constraint small check (id < 100); alter table erp.item add constraint parent foreign key (order_id) references erp.orders (id) deferrable");
        var before = log.Records.Count;
        log.Transaction(5, "c item 20 order_id=100", "c orders 100 note=late", "d item 10");
        await scene.ApplyAsync(log.Records.Skip(before));
        Assert.Equal((1, 1, 3), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.dead_letter")));
        await database.ExecuteAsync("alter table erp.orders drop constraint small");

        Assert.All(await scene.ReplayAsync(), outcome => Assert.Equal(ReplayOutcome.Applied, outcome));

        Assert.Equal("1 100", await database.ScalarAsync<string>("select string_agg(id::text, ' ' order by id) from erp.orders"));
        Assert.Equal("20", await database.ScalarAsync<string>("select string_agg(id::text, ' ') from erp.item"));
        Assert.Equal(3, await scene.CountAsync("cdc.dead_letter where status = 'replayed'"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_again_of_a_parked_transaction_is_parked_too_until_it_is_replayed(bool isStaged)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, largestInBatch: 2);
        await scene.ApplyAsync(new SalesLog().Transaction(4, "c orders 1 note=x", "c item 10 order_id=1").Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 100)");
        string[] changes = ["c orders 100 note=late", "c item 20 order_id=100", "c item 21 order_id=100", "d item 10"];
        var log = new SalesLog().Transaction(4, "c orders 1 note=x", "c item 10 order_id=1").Transaction(5, changes);
        await scene.ApplyAsync(log.Records);

        // The connector starts again from an offset behind the change that does not fit, and numbers the others anew.
        var before = log.Records.Count;
        log.Transaction(5, changes[1..]);
        foreach (var batch in log.Records.Skip(before).Chunk(isStaged ? 1 : 100))
        {
            await scene.ApplyAsync(batch);
        }

        Assert.Equal("10", await database.ScalarAsync<string>("select string_agg(id::text, ' ') from erp.item"));
        Assert.Equal((4 + 3, 0), (await scene.CountAsync("cdc.dead_letter"), await scene.CountAsync("cdc.staged_record")));
        await database.ExecuteAsync("alter table erp.orders drop constraint small");
        await scene.ReplayAsync();
        log.Transaction(5, changes[2..]);
        await scene.ApplyAsync(log.Records.TakeLast(4));
        Assert.Equal("20 21", await database.ScalarAsync<string>("select string_agg(id::text, ' ' order by id) from erp.item"));
        Assert.Equal(7, await scene.CountAsync("cdc.dead_letter where status = 'replayed'"));
    }

    [SkippableFact]
    public async Task What_comes_again_of_a_visible_transaction_is_parked_only_while_it_cannot_be_read()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        string[] changes = ["c orders 1 note=x", "c item 10 order_id=1"];
        var log = new SalesLog().Transaction(4, changes);
        await scene.ApplyAsync(log.Records);

        log.Begin(4).Changes(4, changes[..1]).Add(null, "{\"source\":{\"conn").End(4, changes[..1]);
        await scene.ApplyAsync(log.Records.Skip(4));
        log.Transaction(4, changes);
        await scene.ApplyAsync(log.Records.TakeLast(4));

        Assert.Equal((1, 1, 2), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.dead_letter")));
    }

    [SkippableFact]
    public async Task A_parked_transaction_of_many_changes_comes_back_in_one_commit_and_its_own_later_changes_win()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        await ParkAsync(scene, database);
        await database.ExecuteAsync("alter table erp.orders drop constraint small");

        Assert.All(await scene.ReplayAsync(), outcome => Assert.NotEqual(ReplayOutcome.FailedAgain, outcome));

        Assert.Equal(1, await database.ScalarAsync<long>("select count(distinct xmin::text) from (select xmin from erp.orders where id <> 1 union all select xmin from cdc.dead_letter) as written"));
        Assert.Equal((1, 900), (await database.ScalarAsync<long>("select count(*) from erp.orders where id = 2 and note = 'last'"), await scene.CountAsync("erp.orders where id > 1")));
    }

    [SkippableFact]
    public async Task A_transaction_of_which_one_change_still_does_not_fit_fails_again_as_a_whole()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var parked = await ParkAsync(scene, database);

        var outcomes = await scene.ReplayAsync();

        Assert.Equal(parked, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal(ReplayOutcome.FailedAgain, outcome));
        Assert.Equal((1, parked), (await scene.CountAsync("erp.orders"), await scene.CountAsync("cdc.dead_letter where status = 'failed-again'")));
    }

    // One transaction of 901 changes, the first and the last of one row; the table refuses its last rows.
    private static async Task<long> ParkAsync(AtomicScene scene, TestDatabase database)
    {
        var log = new SalesLog().Transaction(4, "c orders 1 note=x");
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 900)");
        var before = log.Records.Count;
        log.Transaction(5, [.. Enumerable.Range(2, 900).Select(id => $"c orders {id} note=first"), "u orders 2 note=last"]);
        await scene.ApplyAsync(log.Records.Skip(before));
        return await scene.CountAsync("cdc.dead_letter");
    }
}
