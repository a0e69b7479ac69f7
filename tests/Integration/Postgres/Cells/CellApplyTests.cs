using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Properties;
using CdcFunctions.Unit.Postgres.Cells;
using static CdcFunctions.Unit.Postgres.Cells.CellEvent;

namespace CdcFunctions.Integration.Postgres.Cells;

public sealed class CellApplyTests
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    [SkippableTheory]
    [InlineData(DeletePolicy.Remove)]
    [InlineData(DeletePolicy.Soft)]
    public async Task Random_histories_end_as_the_rules_say_in_any_order_over_partitions_and_restarts(DeletePolicy deletes)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database, new TableOptions { Deletes = deletes });
        var (tables, delivered) = (0, 0L);
        await Property.CheckAsync("Integration", IsSoak ? 600 : 120, CellHistory.Deliveries, one => one.Smaller(), async delivery =>
        {
            var table = $"t{++tables}";
            foreach (var (events, last) in delivery.Batches())
            {
                await scene.ApplyAsync(table, last.Partition, events);
                delivered += events.Length;
                if (last is { Partition: 0, SweepAt: CellHistory.Now })
                {
                    scene.Restart();
                }
            }

            var (expected, found) = (CellOracle.Rows(delivery.Events), await scene.RowsAsync(table));
            return expected.SequenceEqual(found) ? null : $"expected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", found)}";
        });

        Assert.Equal(delivered, scene.Tally.Tables.Sum(t => t.Upserted + t.Deleted + t.Superseded));
        Assert.Equal(delivered, scene.Tally.Tables.Sum(t => t.Events));
    }

    [SkippableFact]
    public async Task Copies_that_race_through_four_partitions_agree()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        for (var seed = 1; seed <= 10; seed++)
        {
            CellEvent[] events = [.. Enumerable.Range(0, 6).SelectMany(n => CellHistory.Of((seed * 100) + n))];
            await Task.WhenAll(Enumerable.Range(0, 4).Select(partition => Task.Run(async () =>
            {
                var copy = events.ToArray();
                new Random((seed * 10) + partition).Shuffle(copy);
                foreach (var batch in copy.Chunk(7))
                {
                    await scene.ApplyAsync($"t{seed}", partition, batch);
                }
            })));

            Assert.Equal(CellOracle.Rows(events), await scene.RowsAsync($"t{seed}"));
        }
    }

    [SkippableFact]
    public async Task Rows_whose_cells_share_one_time_store_no_cell_times()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);

        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")), Update(100, 2, ("a", 1)));
        await scene.ApplyAsync(Insert(200, 1, ("a", 2), ("b", "y")));

        Assert.Equal("(1,200,t) (2,100,f)", await database.ScalarAsync<string>("select string_agg(r::text, ' ' order by c) from (select c, _cdc_version, _cdc_cells is null from cells.t) as r"));
    }

    [SkippableFact]
    public async Task A_range_delete_of_one_partition_of_the_topic_holds_for_keys_in_another()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);

        await scene.ApplyAsync("t", 0, [Insert(100, 1, ("a", 1)), Insert(100, 3, ("a", 3))]);
        await scene.ApplyAsync("t", 1, [DeleteRange(200, new TestBound(true, 2, null), new TestBound(true, null, null))]);
        scene.Restart();
        await scene.ApplyAsync("t", 2, [Insert(150, 2, ("a", 2)), Insert(300, 4, ("a", 4))]);

        Assert.Equal(["1/1/k: 1, null, null, null", "1/4/k: 4, null, null, null"], await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_row_of_row_mode_counts_as_written_at_its_version()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(
            """
            create schema cells;
            create table cells.t (p int, c int, s text, a int, b text, n int, x int, _cdc_version bigint not null, _cdc_sequence bigint not null, primary key (c, s, p));
            insert into cells.t values (1, 1, 'k', 1, 'row', null, null, 200, 0), (1, 2, 'k', 2, 'row', null, null, 200, 0)
            """);
        using var scene = new CellScene(database);

        await scene.ApplyAsync(Update(100, 1, ("a", 9), ("n", 3)), Update(300, 1, ("b", null)));
        await scene.ApplyAsync(DeletePartition(150));
        await scene.ApplyAsync(Delete(250, 2));

        Assert.Equal(["1/1/k: 1, null, null, null"], await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_not_null_column_that_an_update_leaves_out_does_not_refuse_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")));
        await database.ExecuteAsync("alter table cells.t alter b set not null");
        scene.Restart();

        await scene.ApplyAsync(Update(200, 1, ("a", 2)), Insert(200, 2, ("a", 2), ("b", "y")));

        Assert.Equal(["1/1/k: 2, x, null, null", "1/2/k: 2, y, null, null"], await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task An_event_that_does_not_fit_goes_to_the_dead_letters_and_the_others_of_its_key_count()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")));
        await database.ExecuteAsync("alter table cells.t alter b type varchar(3), add constraint small check (a < 100)");
        scene.Restart();

        await scene.ApplyAsync(Update(200, 1, ("a", 2)), Update(300, 1, ("b", "far too long")), Update(400, 1, ("a", 500)), Insert(200, 2, ("a", 5)));

        Assert.Equal(["1/1/k: 2, x, null, null", "1/2/k: 5, null, null, null"], await scene.RowsAsync());
        Assert.Equal(
            "(2,too-long) (3,constraint)",
            await database.ScalarAsync<string>("select string_agg(r::text, ' ' order by record_offset) from (select record_offset, reason from cdc.dead_letter) as r"));
        Assert.Equal(5, scene.Tally.Tables.Sum(t => t.Upserted + t.Deleted + t.Superseded + t.DeadLettered));
    }

    [SkippableFact]
    public async Task A_worker_with_an_old_epoch_is_refused_and_nothing_of_its_batch_stands()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1)));
        await database.ExecuteAsync("update cdc.checkpoint set epoch = epoch + 1");

        await Assert.ThrowsAsync<CdcFunctions.Postgres.Checkpoints.FencedException>(() => scene.ApplyAsync(Insert(100, 2, ("a", 2))));

        Assert.Equal(["1/1/k: 1, null, null, null"], await scene.RowsAsync());
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()"));
    }

    [SkippableFact]
    public async Task A_softly_deleted_row_carries_the_time_of_its_delete_and_comes_back_without_its_old_values()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database, new TableOptions { Deletes = DeletePolicy.Soft });
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")));

        await scene.ApplyAsync(Delete(200, 1));
        Assert.Equal("(200,t,x)", await database.ScalarAsync<string>("select r::text from (select _cdc_version, _cdc_deleted, b from cells.t) as r"));

        await scene.ApplyAsync(Update(300, 1, ("a", 3)));
        Assert.Equal(["1/1/k: 3, null, null, null"], await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_write_of_the_whole_row_makes_cell_times_void()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1|b=2");
        await database.ExecuteAsync("alter table shop.orders add _cdc_cells bytea; update shop.orders set _cdc_cells = '\\x0100'");
        scene.Forget();

        await scene.ApplyAsync("orders|u|1|20|a=2|b=3", "orders|u|1|30|a=4");

        Assert.True(await database.ScalarAsync<bool>("select _cdc_cells is null from shop.orders"));
    }

    [SkippableFact]
    public async Task Duplicates_write_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        CellEvent[] events = [.. Enumerable.Range(1, 50).Select(c => Insert(100, c, ("a", c), ("b", null)))];
        await scene.ApplyAsync(events);
        var before = await database.ScalarAsync<string>("select string_agg(xmin::text || ctid::text, ' ' order by c) from cells.t");

        await scene.ApplyAsync("t", 1, events);

        Assert.Equal(before, await database.ScalarAsync<string>("select string_agg(xmin::text || ctid::text, ' ' order by c) from cells.t"));
        Assert.Equal(50, scene.Tally.Tables.Single().Superseded);
    }
}
