using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Transactions;

public sealed class AtomicApplyTests
{
    private static readonly string[] Sale = ["c orders 1 note=first", "c item 10 order_id=1", "c item 11 order_id=1", "c account 7 balance=90"];

    [SkippableFact]
    public async Task All_tables_of_a_transaction_are_written_by_one_commit()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);

        await scene.ApplyAsync(new SalesLog().Transaction(5, Sale).Records);

        Assert.Equal(1, await scene.CountAsync("(select xmin::text from erp.orders union select xmin::text from erp.item union select xmin::text from erp.account) as t"));
        Assert.Equal((6, 2, 1), (scene.Tally.Consumed, scene.Tally.Controls, scene.Transactions.Applied));
    }

    [SkippableFact]
    public async Task A_transaction_without_END_is_staged_and_nothing_of_it_is_visible()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);

        await scene.ApplyAsync(new SalesLog().Transaction(5, Sale).Begin(6).Changes(6, ["u orders 1 note=second", "c item 12 order_id=1"]).Records);

        Assert.Equal("first", await database.ScalarAsync<string>("select note from erp.orders"));
        Assert.Equal((2, 3, 9), (await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.staged_record"), await database.ScalarAsync<long>("select next_offset from cdc.checkpoint")));
        var waiting = Assert.Single(scene.Transactions.Waiting);
        Assert.Equal((SalesLog.Lsn(6), 2, false), (waiting.Id, waiting.Events, waiting.IsOverdue));
    }

    [SkippableFact]
    public async Task A_transaction_that_begins_again_behind_its_END_is_staged_anew()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(5, Sale).Begin(5).Changes(5, Sale[..2]);

        await scene.ApplyAsync(log.Records.Take(3));
        await scene.ApplyAsync(log.Records.Skip(3));

        Assert.Equal((2, 3), (await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.staged_record")));
    }

    [SkippableFact]
    public async Task Rows_of_a_snapshot_by_signal_do_not_end_the_transaction_before_its_END()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);

        // As Debezium sends them: with the LSN of the signal's own transaction, which follows.
        var log = new SalesLog().Transaction(4, "c orders 2 note=first").Begin(5).Changes(5, Sale).SnapshotRow(6, 2, "read").SnapshotRow(6, 3, "read");
        await scene.ApplyAsync(log.Records);
        Assert.False(await scene.ExistsAsync("erp.item"));

        await scene.ApplyAsync(log.End(5, Sale).Transaction(6, "c orders 9 note=signal").Records.Skip(log.Records.Count - 4));

        Assert.Equal("2 read 3 read 9 signal", await database.ScalarAsync<string>("select string_agg(id || ' ' || note, ' ' order by id) from erp.orders where id > 1"));
        Assert.Equal((0, 0), (scene.Transactions.WithoutEnd, scene.Transactions.EmptyEnds));
    }

    [SkippableFact]
    public async Task Nor_do_they_hide_that_changes_of_it_are_missing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Begin(5).Changes(5, Sale[..1]).SnapshotRow(6, 3, "read").End(5, Sale);

        await Assert.ThrowsAsync<IncompleteTransactionException>(() => scene.ApplyAsync(log.Records));
    }

    [SkippableFact]
    public async Task Another_worker_brings_a_staged_transaction_to_its_end()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var log = new SalesLog().Transaction(5, Sale);
        using (var first = new AtomicScene(database))
        {
            await first.ApplyAsync(log.Records.Take(3));
        }

        using var second = new AtomicScene(database);
        var next = await second.TakeOverAsync();
        await second.ApplyAsync(log.Records.Skip((int)next));

        Assert.Equal((3, 1, 2, 1, 0), (next, await second.CountAsync("erp.orders"), await second.CountAsync("erp.item"), await second.CountAsync("erp.account"), await second.CountAsync("cdc.staged_record")));
    }

    [SkippableFact]
    public async Task Every_batch_size_gives_the_same_rows_and_counts_each_record_once()
    {
        var log = new SalesLog().Transaction(5, Sale).Transaction(6, "u orders 1 note=second", "d item 10", "c item 12 order_id=1").Transaction(7, "d account 7");
        for (var size = 1; size <= log.Records.Count; size++)
        {
            await using var database = await TestPostgres.CreateDatabaseAsync();
            using var scene = new AtomicScene(database);
            foreach (var batch in log.Records.Chunk(size))
            {
                await scene.ApplyAsync(batch);
            }

            Assert.Equal("(11,1) (12,1)", await database.ScalarAsync<string>("select string_agg(r::text, ' ' order by id) from (select id, order_id from erp.item) as r"));
            Assert.Equal(0, await scene.CountAsync("erp.account"));
            Assert.Equal(log.Records.Count, scene.Tally.Consumed);
            Assert.Equal(scene.Tally.Consumed, scene.Tally.Controls + scene.Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
        }
    }

    [SkippableFact]
    public async Task Redelivery_of_any_tail_changes_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(5, Sale).Transaction(6, "u orders 1 note=second", "d item 10").Transaction(7, "c account 8 balance=1");
        await scene.ApplyAsync(log.Records);
        var rows = await Snapshot(scene);
        var whole = log.Records.ToList();
        for (var from = 0; from < whole.Count; from++)
        {
            foreach (var record in whole[from..])
            {
                log.Add(Text(record.Key), Text(record.Value));
            }
        }

        // A tail may begin in the middle of a transaction; its END then promises more than this pass brings.
        foreach (var batch in log.Records.Skip(whole.Count).Chunk(5))
        {
            await scene.ApplyAsync(batch);
            Assert.Equal(rows, await Snapshot(scene));
        }

        Assert.Equal(rows, await Snapshot(scene));
    }

    [SkippableFact]
    public async Task A_worker_with_an_old_epoch_cannot_stage_apply_or_release()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var old = new AtomicScene(database);
        var log = new SalesLog().Transaction(5, Sale).Begin(6).Changes(6, ["u orders 1 note=second"]);
        await old.ApplyAsync(log.Records);
        using var young = new AtomicScene(database);
        await young.TakeOverAsync();
        var before = log.Records.Count;
        log.End(6, "u orders 1").Transaction(7, "u orders 1 note=third");

        await Assert.ThrowsAsync<FencedException>(() => old.ApplyAsync(log.Records.Skip(before)));

        Assert.Equal("first", await database.ScalarAsync<string>("select note from erp.orders"));
        await young.ApplyAsync(log.Records.Skip(before));
        Assert.Equal("third", await database.ScalarAsync<string>("select note from erp.orders"));
    }

    [SkippableFact]
    public async Task A_topic_of_several_partitions_is_refused()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);

        var refused = await Assert.ThrowsAsync<TopicLayoutException>(() => scene.TakeOverAsync(partition: 1));

        Assert.Contains("docker/connectors/sqlserver-atomic.json", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Deferrable_foreign_keys_hold_whatever_the_order_of_tables()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new AtomicScene(database);
        var log = new SalesLog().Transaction(5, Sale);
        await scene.ApplyAsync(log.Records);
        await database.ExecuteAsync("alter table erp.item add foreign key (order_id) references erp.orders (id) deferrable");

        await scene.ApplyAsync(log.Transaction(6, "c item 20 order_id=2", "c orders 2 note=x").Transaction(7, "d orders 1", "d item 10", "d item 11").Records.Skip(6));

        Assert.Equal((1, 1, 0), (await scene.CountAsync("erp.orders"), await scene.CountAsync("erp.item"), await scene.CountAsync("cdc.dead_letter")));
    }

    private static async Task<string> Snapshot(AtomicScene scene)
        => string.Join('|', await scene.RowsAsync("(select id, note, _cdc_version from erp.orders) as t"), await scene.RowsAsync("(select id, order_id, _cdc_version from erp.item) as t"), await scene.RowsAsync("(select id, balance, _cdc_version from erp.account) as t"));

    private static string? Text(RecordBytes bytes) => bytes.IsNull ? null : System.Text.Encoding.UTF8.GetString(bytes.Span);
}
