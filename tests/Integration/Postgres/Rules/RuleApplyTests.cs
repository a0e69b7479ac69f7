using System.Security.Cryptography;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Integration.Postgres.Rules;

public sealed class RuleApplyTests
{
    private const string Secret = "ann@example.org";

    private static string Hash => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RuleScene.Salt), Encoding.UTF8.GetBytes(Secret)));

    [SkippableFact]
    public async Task Columns_are_renamed_masked_edited_left_out_and_added()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.SqlServer, new TableOptions
        {
            Columns = Columns(
                ("email", new ColumnOptions { Mask = ColumnMask.Hash, Rename = "Mail" }),
                ("card", new ColumnOptions { Mask = ColumnMask.Partial }),
                ("pin", new ColumnOptions { Mask = ColumnMask.Null }),
                ("name", new ColumnOptions { Trim = true, Case = ColumnCase.Upper }),
                ("secret_*", new ColumnOptions { Exclude = true })),
            Add = new Dictionary<string, AddedColumn>(StringComparer.Ordinal) { ["op"] = new(RowFact.Operation, null), ["off"] = new(RowFact.Offset, null), ["region"] = new(RowFact.None, "eu") },
        });

        await scene.ApplyAsync(
            Events.SqlServer("""{"id":1}""", $$"""{"id":1,"email":"{{Secret}}","card":"4111111111111234","pin":1234,"name":" ann ","secret_a":"x"}"""),
            Events.SqlServer("""{"id":2}""", """{"id":2,"email":null,"card":"4111111111111235","pin":null,"name":"bob","secret_a":null}"""));

        Assert.Equal($"(1,{Hash},************1234,,ANN,insert,0,eu) (2,,************1235,,BOB,insert,1,eu)", await scene.RowsAsync("id, \"Mail\", card, pin, name, op, off, region"));
        Assert.Equal("", await scene.RowsAsync("column_name", "information_schema.columns where table_schema = 'shop' and column_name ~ '^(secret|email)'"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task Masked_keys_still_find_their_rows_and_tombstones()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Columns = Columns(("id", new ColumnOptions { Mask = ColumnMask.Tokenise })) });

        await scene.ApplyAsync(Events.Scylla("""{"id":"a"}""", """{"id":"a","v":1}""", at: 10), Events.Scylla("""{"id":"b"}""", """{"id":"b","v":1}""", at: 10));
        await scene.ApplyAsync(Events.Scylla("""{"id":"a"}""", """{"id":"a","v":2}""", "u", at: 20), Events.Scylla("""{"id":"b"}""", null, "d", at: 30));
        await scene.ApplyAsync(Events.Scylla("""{"id":"b"}""", """{"id":"b","v":9}""", "u", at: 20));

        Assert.Equal("(30,2)", await scene.RowsAsync("length(id), v"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.tombstone where key = '\\x620001'"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task A_filter_holds_in_any_order_of_delivery_and_its_counts_add_up()
    {
        SourceRecord[] events =
        [
            Events.Scylla("""{"id":1}""", """{"id":1,"state":"open"}""", at: 10),
            Events.Scylla("""{"id":1}""", """{"id":1,"state":"shut"}""", "u", at: 20),
            Events.Scylla("""{"id":2}""", """{"id":2,"state":"shut"}""", at: 10),
            Events.Scylla("""{"id":2}""", """{"id":2,"state":"open"}""", "u", at: 20),
            Events.Scylla("""{"id":3}""", """{"id":3,"state":"shut"}""", at: 10),
            Events.Scylla("""{"id":4}""", """{"id":4,"state":"open"}""", at: 10),
            Events.Scylla("""{"id":4}""", null, "d", at: 20),
            Events.Scylla("""{"id":5}""", """{"id":5,"state":null}""", at: 10),
        ];
        var random = new Random(7);
        for (var order = 0; order < 6; order++)
        {
            await using var database = await TestPostgres.CreateDatabaseAsync();
            using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Where = RuleScene.Filter("state = 'open'") });
            var shuffled = order == 0 ? events : [.. events.OrderBy(_ => random.Next())];

            foreach (var batch in shuffled.Chunk(1 + (order * 2)))
            {
                await scene.ApplyAsync(batch);
            }

            Assert.Equal("(2,open)", await scene.RowsAsync("id, state"));
            scene.AssertCountsAddUp();
            Assert.Equal(events.Length, scene.Tally.Consumed);
        }
    }

    [SkippableFact]
    public async Task A_row_that_left_the_filter_is_marked_where_deletes_are_soft()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Where = RuleScene.Filter("v < 5"), Deletes = DeletePolicy.Soft });

        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1,"v":1}""", at: 10));
        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1,"v":7}""", "u", at: 20));

        Assert.Equal("(1,t)", await scene.RowsAsync("id, _cdc_deleted"));
        Assert.Equal(1, Assert.Single(scene.Tally.Tables).Dropped);
    }

    [SkippableFact]
    public async Task Tables_that_are_left_out_are_counted_and_not_created_even_when_their_events_are_broken()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Scylla, TableOptions.Default, source => source with { ExcludeTables = ["t"] });

        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1}"""), Events.Record("scy.shop.t", """{"id":1}""", "no json"), Events.Record("scy.shop.t", """{"id":1}""", null));

        Assert.Equal((3, 2, 1), (scene.Tally.Consumed, scene.Tally.Tables.Single().Dropped, scene.Tally.Controls));
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('shop.t') is null"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task Dead_letters_hold_no_hidden_value()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.t (id bigint primary key, email text, age smallint, bonus smallint check (bonus < 10))");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Columns = Columns(("email", new ColumnOptions { Mask = ColumnMask.Hash })) });

        await scene.ApplyAsync(
            Events.Scylla("""{"id":1}""", $$"""{"id":1,"email":"{{Secret}}","age":100000,"bonus":1}"""),
            Events.Scylla("""{"id":2}""", $$"""{"id":2,"email":"{{Secret}}","age":1,"bonus":11}"""),
            Events.Record("scy.shop.t", """{"id":3}""", $$"""{"after":{"email":"{{Secret}}"}"""),
            Events.Scylla("""{"id":4}""", $$"""{"id":4,"email":"{{Secret}}","age":4,"bonus":4}"""));

        Assert.Equal($"(4,{Hash})", await scene.RowsAsync("id, email"));
        Assert.Equal("(masked,constraint) (masked,out-of-range) (withheld,malformed-json)", await scene.RowsAsync("payload, reason", "cdc.dead_letter"));
        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from cdc.dead_letter d where position('{Secret}' in d::text) > 0 or position('{Secret}'::bytea in coalesce(record_value, '')) > 0"));
        Assert.Equal(2, await database.ScalarAsync<long>($"select count(*) from cdc.dead_letter where position('{Hash}'::bytea in record_value) > 0"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task A_replay_follows_the_rules_and_refuses_what_was_stored_masked()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.t (id bigint primary key, name text, age smallint)");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions
        {
            Columns = Columns(("email", new ColumnOptions { Exclude = true }), ("name", new ColumnOptions { Mask = ColumnMask.Redact })),
        });
        await scene.ApplyAsync(
            Events.Scylla("""{"id":1}""", $$"""{"id":1,"email":"{{Secret}}","name":null,"age":100000}"""),
            Events.Scylla("""{"id":2}""", $$"""{"id":2,"email":"{{Secret}}","name":"Ann","age":100000}"""));
        await database.ExecuteAsync("alter table shop.t alter age type integer");
        scene.Forget();

        var results = await scene.ReplayAsync();

        Assert.Equal([(ReplayOutcome.Applied, null), (ReplayOutcome.FailedAgain, "masked-payload")], results.Select(result => (result.Outcome, result.Reason)));
        Assert.Equal("(1,,100000)", await scene.RowsAsync("id, name, age"));
        Assert.Equal("(emptied,replayed) (masked,failed-again)", await scene.RowsAsync("payload, status", "cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task Tables_merged_by_cells_have_the_same_rules()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Cassandra, new TableOptions
        {
            Where = RuleScene.Filter("id < 100"),
            Columns = Columns(("email", new ColumnOptions { Mask = ColumnMask.Hash, Rename = "mail" }), ("note", new ColumnOptions { Exclude = true }), ("name", new ColumnOptions { Case = ColumnCase.Upper })),
            Add = new Dictionary<string, AddedColumn>(StringComparer.Ordinal) { ["op"] = new(RowFact.Operation, null) },
        });

        await scene.ApplyAsync(
            Cells("""{"id":1}""", ("id", "1"), ("email", $"\"{Secret}\""), ("name", "\"ann\""), ("note", "\"x\"")),
            Cells("""{"id":100}""", ("id", "100"), ("email", "\"out\"")),
            Cells("""{"id":2}""", "u", 10, ("id", "2"), ("name", "\"bob\"")));
        await scene.ApplyAsync(Cells("""{"id":2}""", "u", 20, ("id", "2"), ("name", "null")), Cells("""{"id":1}""", "u", 20, ("id", "1"), ("name", "\"eve\"")));

        // The second row had only its name; that the added column still tells of it does not keep it alive.
        Assert.Equal($"(1,{Hash},EVE,update)", await scene.RowsAsync("id, mail, name, op"));
        Assert.Equal(1, scene.Tally.Tables.Sum(table => table.Dropped));
        Assert.False(await database.ScalarAsync<bool>("select exists (select from information_schema.columns where table_schema = 'shop' and column_name in ('note', 'email'))"));
        scene.AssertCountsAddUp();
    }

    [SkippableFact]
    public async Task A_mask_into_a_column_of_another_type_is_refused_with_the_remedy()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.t (id bigint primary key, pin integer, code varchar(20))");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Columns = Columns(("pin", new ColumnOptions { Mask = ColumnMask.Hash }), ("code", new ColumnOptions { Mask = ColumnMask.Hash })) });

        var refused = await Assert.ThrowsAsync<TableMismatchException>(() => scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1,"pin":5,"code":"x"}""")));

        Assert.Contains("alter table \"shop\".\"t\" alter column \"pin\" type text using \"pin\"::text", refused.Message, StringComparison.Ordinal);
        Assert.Contains("gives text of 64 characters; target column code is character varying(20)", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_excluded_column_whose_values_nobody_can_read_is_no_matter()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.SqlServer, new TableOptions
        {
            Columns = Columns(("v", new ColumnOptions { Exclude = true })), SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["v"] = "int" },
        });

        await scene.ApplyAsync(Events.SqlServer("""{"id":1}""", """{"id":1,"v":"not a number"}"""));

        Assert.Equal("(1)", await scene.RowsAsync("id"));
    }

    [SkippableFact]
    public async Task A_masked_column_without_schema_takes_no_type_from_its_text_in_the_target()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Columns = Columns(("pin", new ColumnOptions { Mask = ColumnMask.Hash })) });

        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", """{"id":1,"pin":5}"""));
        await scene.ApplyAsync(Events.Scylla("""{"id":2}""", """{"id":2,"pin":5}"""));

        Assert.Equal(1, await database.ScalarAsync<long>("select count(distinct pin) from shop.t having count(*) = 2"));
    }

    private static Dictionary<string, ColumnOptions> Columns(params (string Name, ColumnOptions Options)[] columns)
        => columns.ToDictionary(column => column.Name, column => column.Options, StringComparer.Ordinal);

    private static SourceRecord Cells(string key, params (string Name, string Value)[] cells) => Cells(key, "i", 10, cells);

    private static SourceRecord Cells(string key, string op, long at, params (string Name, string Value)[] cells)
        => Events.Cassandra(key, "{" + string.Join(',', cells.Select(cell => $"\"{cell.Name}\":{{\"value\":{cell.Value},\"deletion_ts\":null,\"set\":true}}")) + "}", op, at);
}
