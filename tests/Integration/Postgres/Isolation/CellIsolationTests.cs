using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Cells;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Postgres.Cells;
using static CdcFunctions.Unit.Postgres.Cells.CellEvent;

namespace CdcFunctions.Integration.Postgres.Isolation;

/// <summary>Rows merged cell by cell that only PostgreSQL can refuse (here: a from 400 on), among others in one batch.</summary>
public sealed class CellIsolationTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 1_000 : 40;

    private const string Transactions = "select count(distinct _cdc_applied_at) from cells.t where _cdc_version > 1";

    [SkippableFact]
    public async Task In_a_large_batch_every_refused_row_is_found_in_the_transaction_that_applies_the_others()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await CreateAsync(database);
        CellEvent[] events = [.. Enumerable.Range(1, 1200).Select(c => Insert(100, c, ("a", c % 37 == 0 ? 500 : 1), ("b", "x")))];

        await scene.ApplyAsync(events);

        Assert.Equal(CellOracle.Rows([First, .. events.Where(e => e.C % 37 != 0)]), await scene.RowsAsync());
        Assert.Equal(32, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where sqlstate = '23514' and record_offset % 37 = 0"));
        Assert.Equal((1, 1201), (await database.ScalarAsync<long>(Transactions), await database.ScalarAsync<long>("select next_offset from cdc.checkpoint")));
        AssertAddsUp(scene, 1201);
    }

    [SkippableFact]
    public async Task Of_a_refused_key_only_the_bad_events_are_parked_whatever_stands_before_and_after_them()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await CreateAsync(database);
        CellEvent[] events =
        [
            Insert(100, 1, ("a", 1), ("b", "x")), Update(200, 1, ("a", 500), ("n", 2)), Update(150, 1, ("b", "y")), Update(300, 1, ("x", 3)),
            Update(100, 2, ("a", 600)), Update(110, 2, ("a", 700)), Insert(50, 2, ("a", 2)), Delete(120, 3), Insert(130, 3, ("a", 5)), Insert(100, 4, ("b", "z")),
        ];

        await scene.ApplyAsync(events);

        Assert.Equal(CellOracle.Rows([First, .. events.Where((_, n) => n is not (1 or 4 or 5))]), await scene.RowsAsync());
        Assert.Equal("2 5 6", await database.ScalarAsync<string>("select string_agg(record_offset::text, ' ' order by record_offset) from cdc.dead_letter"));
        Assert.Equal(1, await database.ScalarAsync<long>(Transactions));
        AssertAddsUp(scene, 11);
    }

    [SkippableFact]
    public async Task The_bad_events_of_a_busy_key_are_found_in_the_transaction_that_applies_the_others()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await CreateAsync(database);
        CellEvent[] events = [.. Enumerable.Range(0, 300).Select(n => n % 60 == 17 ? Update(100 + n, 1, ("a", 500)) : Update(100 + n, n % 3 == 0 ? 2 + n : 1, ("n", n)))];

        await scene.ApplyAsync(events);

        Assert.Equal(CellOracle.Rows([First, .. events.Where((_, n) => n % 60 != 17)]), await scene.RowsAsync());
        Assert.Equal(5, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where sqlstate = '23514' and record_offset % 60 = 18"));
        Assert.Equal((1, 301), (await database.ScalarAsync<long>(Transactions), await database.ScalarAsync<long>("select next_offset from cdc.checkpoint")));
        AssertAddsUp(scene, 301);
    }

    [SkippableFact]
    public async Task Rows_that_carry_the_version_are_told_apart_in_the_same_transaction()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync("t", 0, [("t", First), (CellDecoder.Whole, First)]);
        await database.ExecuteAsync("alter table cells.t add constraint small check (a < 400); alter table cells.whole add constraint small check (a < 400)");
        var events = Enumerable.Range(1, 600).Select(c => (Table: c % 2 == 0 ? "t" : CellDecoder.Whole, Event: Insert(100, c, ("a", c % 37 == 0 ? 500 : 1), ("b", "x"), ("n", c), ("x", c)))).ToArray();

        await scene.ApplyAsync("t", 0, events);

        Assert.Equal(CellOracle.Rows([First, .. events.Where(e => e is { Table: "t", Event.C: var c } && c % 37 != 0).Select(e => e.Event)]), await scene.RowsAsync());
        Assert.Equal(CellOracle.Rows([First, .. events.Where(e => e is { Table: CellDecoder.Whole, Event.C: var c } && c % 37 != 0).Select(e => e.Event)]), await scene.RowsAsync("whole"));
        Assert.Equal(16, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where sqlstate = '23514'"));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(distinct _cdc_applied_at) from (select _cdc_applied_at, _cdc_version from cells.t union all select _cdc_applied_at, _cdc_version from cells.whole) as rows where _cdc_version > 1"));
        AssertAddsUp(scene, 602);
    }

    [SkippableFact]
    public async Task Values_that_only_PostgreSQL_can_judge_are_mended_before_they_are_merged()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database, new TableOptions { Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { ["a"] = new() { DirtyData = new DirtyDataRules(DirtyDataPolicy.Null, DirtyDataRules.None.Kinds) } } });
        await scene.ApplyAsync(First);
        await database.ExecuteAsync("create domain cells.small as integer check (value < 400); alter table cells.t alter a type cells.small");
        scene.Restart();
        CellEvent[] events =
        [
            Insert(100, 1, ("a", 1), ("b", "x")), Update(200, 1, ("a", 500), ("n", 2)), Update(150, 1, ("b", "y")), Update(300, 1, ("x", 3)),
            Insert(100, 2, ("a", 600), ("b", "z")), Update(110, 2, ("a", 7)), Insert(100, 3, ("a", 800)), Insert(100, 4, ("b", "z")),
        ];

        await scene.ApplyAsync(events);
        await scene.ApplyAsync(Insert(100, 5, ("a", 900), ("b", "alone")));

        CellEvent[] mended = [.. events.Append(Insert(100, 5, ("a", 900), ("b", "alone"))).Select(static e => e with { Cells = [.. e.Cells.Select(static cell => cell is { Column: "a", Value: >= 400 } ? (cell.Column, null) : cell)] })];
        Assert.Equal(CellOracle.Rows([First, .. mended]), await scene.RowsAsync());
        Assert.Equal((0, 3), (await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"), scene.Tally.DirtyValues.Values.Sum()));
        AssertAddsUp(scene, 10);
    }

    [SkippableFact]
    public async Task A_key_that_only_PostgreSQL_can_refuse_parks_its_events_alone()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        await scene.ApplyAsync(First);
        await database.ExecuteAsync("delete from cells.t; alter table cells.t alter s type int4range using 'empty'");
        scene.Restart();

        // What is no range is refused as soon as its row is looked for.
        await scene.ApplyAsync([.. new[] { "[1,2)", "k", "[2,3)", "k" }.Select((s, n) => new CellEvent(ChangeKind.Insert, 100 + n, 1, 1, s) { Cells = [("a", n)] })]);

        Assert.Equal("[1,2)0 [2,3)2", await database.ScalarAsync<string>("select string_agg(s::text || a, ' ' order by a) from cells.t"));
        Assert.Equal("2 4", await database.ScalarAsync<string>("select string_agg(record_offset::text, ' ' order by record_offset) from cdc.dead_letter"));
        AssertAddsUp(scene, 5);
    }

    [SkippableFact]
    public async Task Random_histories_with_bad_cells_end_as_if_the_parked_events_had_never_come()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new CellScene(database);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            await PrepareAsync(database, scene, $"t{seed}");
            var random = new Random(seed);
            CellEvent[] events = [.. CellHistory.Of(seed).Select(e => random.Next(4) == 0 ? e with { Cells = [.. e.Cells.Select(cell => cell is { Column: "a", Value: int a } ? (cell.Column, (object?)(a + 500)) : cell)] } : e)];

            await scene.ApplyAsync($"t{seed}", 0, events);

            await using var command = database.Warehouse.CreateCommand("select array_agg(record_offset) from cdc.dead_letter where topic = 'cells.t" + seed + "'");
            var parked = (await command.ExecuteScalarAsync() as long[] ?? []).Select(offset => (int)offset - 1).ToHashSet();
            Assert.All(parked, n => Assert.Contains(events[n].Cells, cell => cell is { Column: "a", Value: int and >= 400 }));
            var (expected, found) = (CellOracle.Rows([First, .. events.Where((_, n) => !parked.Contains(n))]), await scene.RowsAsync($"t{seed}"));
            Assert.True(expected.SequenceEqual(found), $"seed {seed}\nexpected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", found)}\n{string.Join('\n', events.Select((e, n) => $"{(parked.Contains(n) ? "parked " : "")}{e}"))}");
        }
    }

    private static CellEvent First => Insert(1, 9999);

    private static async Task<CellScene> CreateAsync(TestDatabase database)
    {
        var scene = new CellScene(database);
        await PrepareAsync(database, scene, "t");
        return scene;
    }

    private static async Task PrepareAsync(TestDatabase database, CellScene scene, string table)
    {
        await scene.ApplyAsync(table, 0, [First]);
        await database.ExecuteAsync($"alter table cells.{table} add constraint small check (a < 400)");
    }

    private static void AssertAddsUp(CellScene scene, long consumed)
    {
        Assert.Equal(consumed, scene.Tally.Consumed);
        Assert.Equal(consumed, scene.Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
    }
}
