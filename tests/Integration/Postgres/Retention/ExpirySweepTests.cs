using CdcFunctions.Integration.Postgres.Cells;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Retention.Expiry;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Postgres.Cells;
using CdcFunctions.Unit.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using static CdcFunctions.Unit.Postgres.Cells.CellEvent;

namespace CdcFunctions.Integration.Postgres.Retention;

public sealed class ExpirySweepTests
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    private const long Second = 1_000_000;

    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeSeconds(1000));

    [SkippableFact]
    public async Task A_row_is_there_until_its_time_is_over_and_then_it_is_not()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")) with { Expiry = 1060 * Second }, Insert(100, 2, ("a", 2)));

        Assert.Equal(0, await SweepAsync(database));
        Assert.Equal(2, (await scene.RowsAsync()).Count);

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await SweepAsync(database));
        Assert.Equal(["1/2/k: 2, null, null, null"], await scene.RowsAsync());
        Assert.Equal(0, await SweepAsync(database));
    }

    [SkippableFact]
    public async Task A_cell_expires_alone_and_its_row_stays()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")), Update(200, 1, ("a", 9)) with { Expiry = 900 * Second });

        await SweepAsync(database);

        Assert.Equal(["1/1/k: null, x, null, null"], await scene.RowsAsync());
        Assert.Equal(900, await database.ScalarAsync<long>("select extract(epoch from _cdc_source_ts)::bigint from cells.t"));
    }

    [SkippableTheory]
    [InlineData(DeletePolicy.Remove)]
    [InlineData(DeletePolicy.Soft)]
    public async Task An_older_write_that_comes_late_does_not_bring_back_what_expired_and_a_newer_one_does(DeletePolicy deletes)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database, new TableOptions { Deletes = deletes });
        await scene.ApplyAsync(Insert(200, 1, ("a", 1), ("b", "x")) with { Expiry = 900 * Second }, Insert(200, 2, ("a", 1)) with { Expiry = 900 * Second });
        await SweepAsync(database);
        scene.Restart();

        await scene.ApplyAsync(Insert(100, 1, ("a", 5), ("b", "old")), Insert(200, 1, ("a", 1), ("b", "x")) with { Expiry = 900 * Second }, Update(300, 2, ("b", "new")));

        Assert.Equal(["1/2/k: null, new, null, null"], await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task Random_histories_end_as_the_rules_say_with_sweeps_in_between()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        var deliveries = CellHistory.Deliveries.Sample(IsSoak ? 120 : 30, new Rnd((ulong)Seeds.Take(1).First()), 50).ToList();
        foreach (var (n, delivery) in deliveries.Index())
        {
            foreach (var (events, last) in delivery.Batches())
            {
                await scene.ApplyAsync($"t{n}", last.Partition, events);
                if (last.SweepAt != 0)
                {
                    await SweepAsync(database, batchSize: 2);
                }
            }
        }

        _time.Advance(TimeSpan.FromSeconds(1500));
        await SweepAsync(database);

        foreach (var (n, delivery) in deliveries.Index())
        {
            var (expected, found) = (CellOracle.Rows(delivery.Events, 2500 * Second), await scene.RowsAsync($"t{n}"));
            Assert.True(expected.SequenceEqual(found), $"expected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", found)}\n{delivery}");
        }
    }

    [SkippableFact]
    public async Task Due_rows_are_found_by_an_index_that_only_tables_with_a_time_to_live_get()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync("plain", 0, [Insert(100, 1, ("a", 1))]);
        await scene.ApplyAsync("t", 0, [Insert(100, 1, ("a", 1)) with { Expiry = 2000 * Second }]);

        await SweepAsync(database);
        await SweepAsync(database);

        Assert.Equal("t_cdc_expiry", await database.ScalarAsync<string>("select string_agg(indexname, ' ') from pg_indexes where indexname like '%expiry'"));
        await using var connection = await database.Warehouse.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "set enable_seqscan = off; explain select 1 from cells.t where _cdc_cells is not null and get_byte(_cdc_cells, 0) & 4 <> 0 and substring(_cdc_cells from 2 for 8) <= '\\x00' order by substring(_cdc_cells from 2 for 8) limit 5";
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains("Index Scan using t_cdc_expiry", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_value_that_must_not_become_null_holds_up_neither_its_table_nor_others()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        foreach (var table in new[] { "bad", "good" })
        {
            await scene.ApplyAsync(table, 0, [Insert(100, 1, ("a", 1), ("b", "x")), Update(200, 1, ("a", 1)) with { Expiry = 900 * Second }]);
            await scene.ApplyAsync(table, 0, [.. Enumerable.Range(2, 9).Select(id => Insert(200, id, ("a", id)) with { Expiry = (895 + id) * Second })]);
        }

        await database.ExecuteAsync("alter table cells.bad alter a set not null");

        Assert.Equal(10 + 9, await SweepAsync(database));
        Assert.Equal(["1/1/k: null, x, null, null"], await scene.RowsAsync("good"));
        Assert.Equal(["1/1/k: 1, x, null, null"], await scene.RowsAsync("bad"));
    }

    [SkippableFact]
    public async Task A_column_that_rules_add_keeps_no_row_alive()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database, new TableOptions { Add = new Dictionary<string, AddedColumn>(StringComparer.Ordinal) { ["region"] = new(RowFact.None, "eu") } });
        await scene.ApplyAsync(Insert(100, 1, ("a", 1)) with { Expiry = 900 * Second }, Insert(100, 2, ("a", 2)));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from cells.t where region = 'eu'"));

        await SweepAsync(database);

        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from cells.t"));
    }

    [SkippableFact]
    public async Task Batches_of_a_sweep_are_bounded_and_take_all()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync([.. Enumerable.Range(1, 500).Select(c => Insert(100, c, ("a", c)) with { Expiry = (c % 2 == 0 ? 900 : 5000) * Second })]);

        Assert.Equal(250, await SweepAsync(database, batchSize: 100));

        Assert.Equal(250, (await scene.RowsAsync()).Count);
        Assert.Equal(250, await database.ScalarAsync<long>("select count(*) from cdc.tombstone"));
    }

    private Task<long> SweepAsync(TestDatabase database, int batchSize = 2000)
        => new ExpirySweep(database.Warehouse, _time, NullLogger<ExpirySweep>.Instance) { BatchSize = batchSize }.RunAsync(CancellationToken.None);
}
