using System.Globalization;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.Rules;

public sealed class DirtyDataTests(ITestOutputHelper output)
{
    private const string Table =
        """
        create schema shop; create type shop.mood as enum ('glad', 'sad'); create domain shop.age as integer check (value > 0);
        create table shop.t (id bigint primary key, name varchar(5) not null default 'nobody'::varchar(5), small smallint, big integer default 7, price numeric(6,2), at date,
            mood shop.mood default 'sad', doc jsonb, uid uuid, flag boolean, ratio real, addr inet, qty integer check (qty < 100), code varchar(3) unique, page xml, tags integer[], age shop.age,
            "when" timestamptz not null default now())
        """;

    // Each dirty value with what the policies of Options make of it, as the row shows it; null for a dead letter.
    private static readonly (string Column, string Value, string? Row, string? Reason)[] Dirty =
    [
        ("name", "\"toolong\"", "toolo", null),
        ("name", "null", "nobod", null),
        ("name", "\"a\\u0000b\"", "ab", null),
        ("small", "40000", "", null),
        ("small", "-40000", "", null),
        ("big", "3000000000", "7", null),
        ("price", "\"1.239\"", "1.23", null),
        ("price", "\"1234567\"", null, "out-of-range"),
        ("price", "\"NaN\"", "NaN", null),
        ("mood", "\"angry\"", "sad", null),
        ("doc", "\"{oops\"", "", null),
        ("uid", "\"no-uuid\"", null, "bad-format"),
        ("flag", "\"perhaps\"", null, "bad-format"),
        ("addr", "\"999.1.2.3\"", null, "bad-format"),
        ("qty", "100", null, "constraint"),
        ("code", "\"toolong\"", null, "too-long"),
        ("code", "\"dup\"", null, "unique"),
        ("page", "\"<open>\"", null, "refused"),
        ("tags", "\"[1,\\\"x\\\"]\"", null, "refused"),
        ("age", "0", null, "constraint"),
        ("when", "null", "now", null),
    ];

    private static readonly TableOptions Options = new()
    {
        DirtyData = new DirtyDataRules(null, new Dictionary<DirtyKind, DirtyDataPolicy>
        {
            [DirtyKind.NullInNotNull] = DirtyDataPolicy.Default, [DirtyKind.BadEncoding] = DirtyDataPolicy.Truncate, [DirtyKind.TooPrecise] = DirtyDataPolicy.Truncate,
        }),
        Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal)
        {
            ["name"] = Policy(DirtyDataPolicy.Truncate), ["small"] = Policy(DirtyDataPolicy.Null), ["big"] = Policy(DirtyDataPolicy.Default), ["mood"] = Policy(DirtyDataPolicy.Default),
            ["doc"] = Policy(DirtyDataPolicy.Null), ["when"] = Policy(DirtyDataPolicy.Default),
        },
    };

    [SkippableFact]
    public async Task Each_dirty_value_is_handled_once_as_its_policy_says_and_good_rows_are_applied()
    {
        var isSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";
        var count = int.Parse(Environment.GetEnvironmentVariable("CDC_DIRTY_ROWS") ?? (isSoak ? "200000" : "4000"), CultureInfo.InvariantCulture);
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        await database.ExecuteAsync("alter table shop.t add note text; insert into shop.t (id, code) values (-1, 'dup')");
        using var scene = new RuleScene(database, Dialect.Scylla, Options);

        // The kinds take turns, one dirty row in a hundred.
        var bad = Enumerable.Range(0, count).Where(id => id % 100 == 50).Select(id => (Id: id, Case: id / 100 % Dirty.Length)).ToList();
        var size = Math.Max(1_000, count / 40);
        Task ApplyDirty(int turn) => scene.ApplyAsync([.. Enumerable.Range(turn * size, size).Select(id => Event(id, id % 100 == 50 ? Dirty[id / 100 % Dirty.Length] : null))]);
        if (isSoak)
        {
            await CompareWithCleanAsync(count / size, size, ApplyDirty);
        }
        else
        {
            for (var turn = 0; turn < count / size; turn++)
            {
                await ApplyDirty(turn);
            }
        }

        var mended = bad.Where(one => Dirty[one.Case].Row is not null).ToList();
        var parked = bad.Where(one => Dirty[one.Case].Row is null).ToList();
        Assert.Equal(count - parked.Count, await database.ScalarAsync<long>("select count(*) from shop.t where id >= 0"));
        Assert.Equal(parked.Count, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
        foreach (var (id, index) in mended)
        {
            var (column, _, row, _) = Dirty[index];
            var shown = row == "now" ? $"case when \"{column}\" > now() - interval '1 hour' then 'now' end" : $"coalesce(\"{column}\"::text, '')";
            Assert.Equal((column, row), (column, await database.ScalarAsync<string>($"select {shown} from shop.t where id = {id}")));
        }

        foreach (var (id, index) in parked)
        {
            Assert.Equal((Dirty[index].Column, Dirty[index].Reason), (Dirty[index].Column, await database.ScalarAsync<string>($"select string_agg(reason, ',') from cdc.dead_letter where record_offset = {id}")));
        }

        // NaN is a value of numeric; every other mended row is one use of a policy.
        Assert.Equal(mended.Count(one => Dirty[one.Case].Row != "NaN"), scene.Tally.DirtyValues.Values.Sum());
        scene.AssertCountsAddUp();
    }

    private async Task CompareWithCleanAsync(int turns, int size, Func<int, Task> applyDirty)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        await database.ExecuteAsync("alter table shop.t add note text");
        using var scene = new RuleScene(database, Dialect.Scylla, Options);
        var (counted, clean, dirty) = await TakingTurns.TimeAsync(turns, turn => scene.ApplyAsync([.. Enumerable.Range(turn * size, size).Select(id => Event(id))]), applyDirty);
        output.WriteLine($"{counted * size:N0} events: clean {counted * size / clean.TotalSeconds:N0}/s, with 1 % dirty rows of {Dirty.Length} kinds {counted * size / dirty.TotalSeconds:N0}/s, {clean / dirty:P0} of clean.");
    }

    [SkippableFact]
    public async Task Reject_stops_the_table_and_moves_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { DirtyData = new DirtyDataRules(DirtyDataPolicy.Reject, DirtyDataRules.None.Kinds) });

        var value = await Assert.ThrowsAsync<RejectedDataException>(() => scene.ApplyAsync(Event(1), Event(2, ("small", "40000"))));
        var unreadable = await Assert.ThrowsAsync<RejectedDataException>(() => scene.ApplyAsync(Events.Record("scy.shop.t", """{"id":3}""", "no json")));
        var constraint = await Assert.ThrowsAsync<RejectedDataException>(() => scene.ApplyAsync(Event(4, ("qty", "100"))));

        Assert.Contains("Table shop.t, column small: dirty data of kind outOfRange at scy.shop.t/0@1 (key hash ", value.Message, StringComparison.Ordinal);
        Assert.Contains("kind unreadable", unreadable.Message, StringComparison.Ordinal);
        Assert.Contains("kind constraint", constraint.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await database.ScalarAsync<long>("select count(*) from shop.t"), await database.ScalarAsync<long>("select count(*) from cdc.dead_letter")));
        Assert.True(await database.ScalarAsync<bool>("select bool_and(next_offset is null) from cdc.checkpoint"));
    }

    [SkippableFact]
    public async Task A_batch_beyond_the_budget_waits_and_goes_on_when_the_source_is_mended()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { FailureBudget = new FailureBudgetOptions { Share = 20, AtLeast = 5 } });
        SourceRecord[] records = [.. Enumerable.Range(0, 20).Select(id => id % 2 == 0 ? Event(id, ("small", "40000")) : Event(id))];

        await Assert.ThrowsAsync<FailureBudgetException>(() => scene.ApplyAsync(records));

        Assert.Equal(0, await database.ScalarAsync<long>("select (select count(*) from shop.t) + (select count(*) from cdc.dead_letter)"));
        await database.ExecuteAsync("alter table shop.t alter small type integer");
        await scene.ApplyAsync(records);
        Assert.Equal(20, await database.ScalarAsync<long>("select count(*) from shop.t"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Values_that_only_PostgreSQL_can_judge_are_mended_too(bool isAlone)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        await database.ExecuteAsync("create type shop.spot as (x integer, y integer); alter table shop.t add note text, add spot shop.spot, alter tags set default '{7}', alter age set default 18");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions
        {
            Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { ["page"] = Policy(DirtyDataPolicy.Null), ["tags"] = Policy(DirtyDataPolicy.Default), ["age"] = Policy(DirtyDataPolicy.Default), ["spot"] = Policy(DirtyDataPolicy.Null) },
        });
        SourceRecord[] records =
        [
            Event(1, ("spot", """{"x":1}""")),
            Event(2, ("page", "\"<open>\"")),
            Event(3, ("tags", "\"[1,\\\"x\\\"]\"")),
            Event(4, ("age", "0")),
            Event(5, ("spot", """{"x":"far"}""")),
            Event(6, ("tags", "\"[9999999999]\"")),
            Event(7, ("page", "\"<open>\""), ("qty", "100")),
        ];

        foreach (var batch in isAlone ? records.Chunk(1) : [records[..1], records[1..]])
        {
            await scene.ApplyAsync(batch);
        }

        Assert.Equal("(1,<a/>,{1},1,\"(1,)\") (2,,{1},1,) (3,<a/>,{7},1,) (4,<a/>,{1},18,) (5,<a/>,{1},1,) (6,<a/>,{7},1,)", await scene.RowsAsync("id, page::text, tags, age, spot"));
        Assert.Equal("7 constraint", await database.ScalarAsync<string>("select string_agg(concat_ws(' ', at, reason), ',') from (select record_offset + 1 as at, reason from cdc.dead_letter) as letters"));
        Assert.Equal(
            [("age", DirtyKind.WrongType, 1), ("page", DirtyKind.WrongType, 1), ("spot", DirtyKind.WrongType, 1), ("tags", DirtyKind.OutOfRange, 1), ("tags", DirtyKind.WrongType, 1)],
            scene.Tally.DirtyValues.Select(use => (use.Key.Column, use.Key.Kind, (int)use.Value)).Order());
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task A_value_that_PostgreSQL_refuses_stops_the_table_where_its_column_says_so()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        await database.ExecuteAsync("alter table shop.t add note text");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { ["page"] = Policy(DirtyDataPolicy.Reject) } });

        await scene.ApplyAsync(Event(0));

        var refused = await Assert.ThrowsAsync<RejectedDataException>(() => scene.ApplyAsync(Event(1), Event(2, ("page", "\"<open>\""))));

        Assert.Contains("column page: dirty data of kind wrongType", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<long>("select (select count(*) from shop.t) + (select count(*) from cdc.dead_letter)"));
    }

    [SkippableFact]
    public async Task A_value_of_a_wrong_form_becomes_null_or_the_default()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        using var scene = new RuleScene(database, Dialect.SqlServer, new TableOptions
        {
            Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { ["small"] = Policy(DirtyDataPolicy.Null), ["big"] = Policy(DirtyDataPolicy.Default) },
            SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["small"] = "smallint", ["big"] = "int" },
        });

        await scene.ApplyAsync(Events.SqlServer("""{"id":1}""", """{"id":1,"name":"ok","small":{"a":[1]},"big":"many"}"""));

        Assert.Equal("(1,ok,,7)", await scene.RowsAsync("id, name, small, big"));
        Assert.Equal(2, scene.Tally.DirtyValues.Values.Sum());
        scene.AssertCountsAddUp();
    }

    [SkippableTheory]
    [InlineData("toolong", "too-long")]
    [InlineData("bad", "constraint")]
    public async Task An_update_that_cannot_be_stored_leaves_the_row_that_it_would_have_moved(string name, string reason)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.SqlServer, new TableOptions
        {
            Keyless = KeylessPolicy.HashKey,
            SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "int", ["name"] = "nvarchar(40)" },
        });
        await scene.ApplyAsync(Events.SqlServer(null, """{"id":1,"name":"ann"}"""));
        await database.ExecuteAsync("alter table shop.t alter name type varchar(5), add check (name <> 'bad')");
        scene.Forget();

        await scene.ApplyAsync(
            Events.SqlServer(null, """{"id":2,"name":"bob"}""", lsn: "0000002a:00000f18:0008"),
            Events.SqlServer(null, $$"""{"id":1,"name":"{{name}}"}""", """{"id":1,"name":"ann"}""", "u", "0000002a:00000f18:0009"));

        Assert.Equal("(1,ann) (2,bob)", await scene.RowsAsync("id, name"));
        Assert.Equal("2 " + reason, await database.ScalarAsync<string>("select string_agg(concat_ws(' ', record_offset, reason), ', ') from cdc.dead_letter"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task A_replayed_update_that_moves_a_row_writes_only_what_nothing_later_has_dealt_with()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.SqlServer, new TableOptions
        {
            Keyless = KeylessPolicy.HashKey,
            SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "int", ["name"] = "nvarchar(40)" },
        });
        await scene.ApplyAsync(Events.SqlServer(null, """{"id":1,"name":"ann"}"""));
        await database.ExecuteAsync("alter table shop.t add constraint good check (name <> 'bad')");

        // One transaction of the source: both updates have the same version.
        await scene.ApplyAsync(Events.SqlServer(null, """{"id":1,"name":"bad"}""", """{"id":1,"name":"ann"}""", "u", "0000002a:00000f18:0009"));
        await scene.ApplyAsync(Events.SqlServer(null, """{"id":1,"name":"bob"}""", """{"id":1,"name":"bad"}""", "u", "0000002a:00000f18:0009"));
        Assert.Equal("(1,ann) (1,bob)", await scene.RowsAsync("id, name"));
        await database.ExecuteAsync("alter table shop.t drop constraint good");
        await scene.ReplayAsync();

        Assert.Equal("(1,bob)", await scene.RowsAsync("id, name"));
        Assert.Equal("replayed", await database.ScalarAsync<string>("select string_agg(status, ',') from cdc.dead_letter"));
    }

    private static ColumnOptions Policy(DirtyDataPolicy policy) => new() { DirtyData = new DirtyDataRules(policy, DirtyDataRules.None.Kinds) };

    private static SourceRecord Event(long id, (string Column, string Value, string? Row, string? Reason)? dirty)
        => dirty is { } one ? Event(id, (one.Column, one.Value)) : Event(id);

    private static SourceRecord Event(long id, params (string Column, string Value)[] dirty)
    {
        // Inserted rows are whole: one that lacks columns tells that they are gone.
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "\"ann\"", ["small"] = "1", ["big"] = "1", ["price"] = "\"1.50\"", ["mood"] = "\"glad\"", ["doc"] = "\"{}\"", ["uid"] = "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"", ["flag"] = "\"yes\"",
            ["ratio"] = "1.5", ["addr"] = "\"10.0.0.1\"", ["qty"] = "1", ["code"] = "null", ["page"] = "\"<a/>\"", ["tags"] = "\"[1]\"", ["age"] = "1", ["when"] = "\"2026-01-01T00:00:00Z\"", ["note"] = "\"good\"",
        };
        foreach (var (column, value) in dirty)
        {
            cells[column] = value;
        }

        return Events.Scylla($$"""{"id":{{id}}}""", $"{{\"id\":{id},{string.Join(',', cells.Select(cell => $"\"{cell.Key}\":{cell.Value}"))}}}");
    }
}
