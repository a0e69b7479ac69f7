using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Integration.Postgres.Rules;

/// <summary>Names and values that try to be SQL, wherever a name or a value can come from: each is quoted, stored as it is, or refused.</summary>
public sealed class HostileNamesTests
{
    private const string Canary = "create table public.canary (id integer primary key, what text); insert into public.canary values (1, 'alive')";

    private static readonly string[] Openings = ["'", "\"", "')", "\")", "''", "\"\"", "\\'", "\\\"", "$$", "*/", "\u02bc", "\uff07", "\n", "\u2028", "%27"];

    private static readonly string[] Tails =
    [
        "; drop table public.canary; --", " union select what from canary --", ";truncate public.canary/*", " or 1=1; --", "||(select what from canary)||", ";delete from public.canary;", "; reset all; set role postgres; --", "::regclass--",
    ];

    private static readonly string[] Written =
    [
        "'; drop table public.canary; --", "\"; drop table public.canary; --", "'); drop table public.canary; --", "\"); drop table public.canary; --", "`; drop table public.canary; --",
        "'; delete from public.canary; --", "' or '1'='1", "\" or \"1\"=\"1", "' or 1=1 --", "admin'--", "') or ('1'='1", "'; update public.canary set what = 'dead'; --",
        "x'; truncate public.canary; select '", "$$; drop table public.canary; $$", "$a$; drop table public.canary; $a$", "\\'; drop table public.canary; --", "\\\"; drop table public.canary; --",
        "%'; drop table public.canary; --", "a\"b", "a'b", "a\\b", "a;b", "a--b", "a/*b*/", "a\nb", "a\rb", "a\tb", "a b", "a.b", "a,b", "(a)", "[a]", "{a}", "a$1", "$1", "@a", ":a", "?", "??", "%s", "%1$s",
        "{0}", "a\"\"b", "a''b", "\"\"", "''", "\"a\"", "'a'", "U&\"\\0061\"", "E'\\x41'", "select", "table", "user", "order", "group", "primary", "null", "true", "public", "pg_class", "информация", "表", "😀", "é", "ａ",
        "‮abc", "a​b", "a b", "…", "--", "/*", "*/", ";", "\\", "|", "||", "&&", "0", "1a", "-1", "NaN", "x;select pg_sleep(9)", "x'||pg_sleep(9)||'", "copy public.canary to program 'true'", "1; copy public.canary from '/etc/passwd'",
        "a) values (1); drop table public.canary; --", "a integer); drop table public.canary; --", "a text default (select 1)", "a cascade; drop table public.canary cascade; --", "is null); delete from public.canary where (1=1",
    ];

    private static readonly string[] Payloads = [.. Written.Concat(Openings.SelectMany(_ => Tails, (opening, tail) => "x" + opening + tail)).Distinct(StringComparer.Ordinal)];

    /// <summary>Names for objects: payloads that PostgreSQL can hold as a name.</summary>
    private static readonly string[] Names = [.. Payloads.Where(name => SqlIdentifier.Fault(name) is null)];

    [SkippableFact]
    public async Task Names_of_columns_and_values_of_events_and_keys_are_stored_as_they_are()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Canary);
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { PreserveCase = true });
        var columns = Names.Where((_, n) => n % 3 == 0).ToArray();

        foreach (var chunk in Payloads.Index().Chunk(20))
        {
            // Each payload once as key and value, each name once as column.
            await scene.ApplyAsync([.. chunk.Select(one => Events.Scylla(
                Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = one.Item }),
                Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = one.Item, ["plain"] = one.Item, [columns[one.Index % columns.Length]] = one.Item }),
                at: 10 + one.Index))]);
        }

        Assert.Equal(Payloads.Order(StringComparer.Ordinal), (await database.ScalarAsync<string[]>("select array_agg(plain) from shop.t")).Order(StringComparer.Ordinal));
        Assert.Equal(Payloads.Length, await database.ScalarAsync<long>("select count(*) from shop.t where id = plain"));
        var stored = await database.ScalarAsync<string[]>("select array_agg(attname::text) from pg_attribute where attrelid = 'shop.t'::regclass and attnum > 0");
        Assert.Empty(columns.Except(stored, StringComparer.Ordinal));
        scene.AssertCountsAddUp();
        await AssertAliveAsync(database);
    }

    [SkippableFact]
    public async Task Names_of_new_and_existing_tables_and_schemas_are_quoted()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Canary);
        foreach (var (n, name) in Names.Where((_, n) => n < Written.Length || n % 4 == 0).Index())
        {
            // PostgreSQL itself refuses schemas that begin with pg_.
            var schema = string.Concat(name.EnumerateRunes().Take(15)).Replace("pg_", "pg", StringComparison.Ordinal);
            var table = new TargetTableName(schema, name).ToSql();
            if (n % 2 == 0)
            {
                await database.ExecuteAsync($"create schema if not exists {SqlIdentifier.Quote(schema)}; create table {table} (id bigint primary key, v text)");
            }

            using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { Target = name, Deletes = DeletePolicy.Soft }, source => source with { Schema = schema });
            var topic = $"scy.{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}.t";
            await scene.ApplyAsync(
                Events.Scylla("""{"id":1}""", """{"id":1,"v":"x"}""", at: 10) with { Topic = topic }, Events.Scylla("""{"id":2}""", """{"id":2,"v":"x"}""", at: 10) with { Topic = topic });
            await scene.ApplyAsync(Events.Scylla("""{"id":1}""", null, "d", at: 20) with { Topic = topic });
            scene.AssertCountsAddUp();
            Assert.Equal("false|true", await database.ScalarAsync<string>($"select string_agg(_cdc_deleted::text, '|' order by _cdc_deleted) from {table}"));
        }

        await AssertAliveAsync(database);
    }

    [SkippableFact]
    public async Task Renamed_added_and_existing_columns_with_such_names_are_quoted_and_their_values_bound()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Canary);
        var names = Names;
        var existing = string.Join(", ", names.Select(name => $"{SqlIdentifier.Quote(name)} text default {SqlIdentifier.Literal(name)}"));
        await database.ExecuteAsync($"create schema shop; create table shop.t (id bigint primary key, {existing})");
        using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions
        {
            PreserveCase = true,
            Columns = names.Where((_, n) => n % 2 == 0).Select((name, n) => (name, n)).ToDictionary(pair => $"c{pair.n}", pair => new ColumnOptions { Rename = pair.name }, StringComparer.Ordinal),
            Add = names.Where((_, n) => n % 2 == 1).ToDictionary(name => name, name => new AddedColumn(RowFact.None, name), StringComparer.Ordinal),
        });
        var values = names.Where((_, n) => n % 2 == 0).Select((name, n) => (name, n)).ToDictionary(pair => $"c{pair.n}", pair => pair.name, StringComparer.Ordinal);

        await scene.ApplyAsync(Events.Scylla("""{"id":1}""", "{\"id\":1," + Json(values)[1..]));

        foreach (var name in names)
        {
            Assert.Equal(name, await database.ScalarAsync<string>($"select {SqlIdentifier.Quote(name)} from shop.t"));
        }

        await AssertAliveAsync(database);
    }

    [SkippableFact]
    public async Task What_cannot_be_a_name_is_refused_and_stops_its_table_only()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        foreach (var name in new[] { "", "a\0b", new string('x', 64), new string('_', 62) + "é", Payloads.MaxBy(name => name.Length) + new string('"', 60) })
        {
            Assert.Throws<ArgumentException>(() => SqlIdentifier.Quote(name));
            using var scene = new RuleScene(database, Dialect.Scylla, new TableOptions { PreserveCase = true });
            var hostile = Events.Scylla("""{"id":"1"}""", Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "1", ["v"] = "x", [name] = "x" }));
            for (var isThere = false; ; isThere = true)
            {
                var refused = await Record.ExceptionAsync(() => scene.ApplyAsync(hostile));
                Assert.True(refused is TableMismatchException && refused.Message.Contains("rename: …", StringComparison.Ordinal), $"{name}, {isThere}: {refused}");
                if (isThere)
                {
                    break;
                }

                await database.ExecuteAsync("drop table if exists shop.t; create schema if not exists shop; create table shop.t (id text primary key, v text)");
                scene.Forget();
            }

            await database.ExecuteAsync("drop table shop.t");
        }

        Assert.Throws<ArgumentException>(() => SqlIdentifier.Quote("\ud800"));
    }

    [Fact]
    public void The_corpus_is_large_enough()
        => Assert.True(Names.Length >= 200, $"{Names.Length} names, {Payloads.Length} values");

    private static string Json(Dictionary<string, string> row) => JsonSerializer.Serialize(row);

    private static async Task AssertAliveAsync(TestDatabase database)
        => Assert.Equal("1:alive", await database.ScalarAsync<string>("select string_agg(id || ':' || what, ',') from public.canary"));
}
