using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Transactions;

/// <summary>A transaction of which PostgreSQL refuses a row is parked whole, and its dead letters say which record is at fault.</summary>
public sealed class RefusedTransactionTests
{
    private const string Letters = "(select record_offset as id, reason, target_table is not null as told from cdc.dead_letter) as t";

    [SkippableTheory]
    [InlineData(5_000, 100)]
    [InlineData(5_000, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    public async Task The_record_whose_row_is_refused_is_named(long largestInBatch, int batch)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, largestInBatch: largestInBatch);
        var log = new SalesLog().Transaction(4, "c orders 1 note=x", "c item 10 order_id=1");
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 100)");
        var before = log.Records.Count;
        log.Transaction(5, "c orders 2 note=x", "c orders 100 note=late", "c item 20 order_id=100", "d item 10").Transaction(6, "c orders 3 note=x");

        foreach (var records in log.Records.Skip(before).Chunk(batch))
        {
            await scene.ApplyAsync(records);
        }

        var (begin, culprit) = (before, before + 2);
        Assert.Equal($"({begin + 1},transaction,f) ({culprit},constraint,t) ({begin + 3},transaction,f) ({begin + 4},transaction,f)", await scene.RowsAsync(Letters));
        Assert.Equal(3, await scene.CountAsync($"cdc.dead_letter where message like '%its record at offset {culprit} cannot be applied (constraint)%'"));
        Assert.Equal("1 3", await database.ScalarAsync<string>("select string_agg(id::text, ' ' order by id) from erp.orders"));
        Assert.Equal((1, 0), (scene.Transactions.Parked, await scene.CountAsync("cdc.staged_record")));
    }

    [SkippableTheory]
    [InlineData(5_000)]
    [InlineData(2)]
    public async Task What_is_only_refused_at_the_commit_names_no_record(long largestInBatch)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database, largestInBatch: largestInBatch);
        var log = new SalesLog().Transaction(4, "c orders 1 note=x", "c item 10 order_id=1");
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.item add constraint parent foreign key (order_id) references erp.orders (id) deferrable");
        var before = log.Records.Count;

        foreach (var records in log.Transaction(5, "c orders 2 note=x", "c item 20 order_id=2", "c item 30 order_id=3").Records.Skip(before).Chunk(1))
        {
            await scene.ApplyAsync(records);
        }

        Assert.Equal(3, await scene.CountAsync("cdc.dead_letter where reason = 'foreign-key' and message like 'The whole transaction%'"));
        Assert.Equal((1, 1), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.item")));
    }

    [SkippableFact]
    public async Task Of_a_row_folded_from_several_changes_the_last_is_named()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(4, "c orders 1 note=x");
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.orders add constraint small check (id < 100)");
        var before = log.Records.Count;

        await scene.ApplyAsync(log.Transaction(5, "c orders 100 note=first", "u orders 100 note=last").Records.Skip(before));

        Assert.Equal("transaction constraint", await database.ScalarAsync<string>("select string_agg(reason, ' ' order by record_offset) from cdc.dead_letter"));
        Assert.Equal("1", await database.ScalarAsync<string>("select string_agg(id::text, ' ' order by id) from erp.orders"));
    }
}
