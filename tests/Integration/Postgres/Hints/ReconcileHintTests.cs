using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Hints;

/// <summary>What events of Cassandra do not tell marks its rows or tables.</summary>
public sealed class ReconcileHintTests
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal) { ["id"] = "int", ["n"] = "int", ["tags"] = "set<text>", ["whole"] = "frozen<set<text>>" };

    private int _next;

    [SkippableFact]
    public async Task An_update_of_a_non_frozen_collection_marks_its_row_once()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        await ApplyAsync(
            database, Types, Event("i", 1, "\"tags\"", """["a"]"""), Event("u", 1, "\"n\"", "5"), Event("u", 1, "\"whole\"", """["a"]"""), Event("u", 2, "\"tags\"", """["b"]"""), Event("u", 2, "\"tags\"", """["c"]"""), Event("u", 3, "\"tags\"", "[]"));
        await ApplyAsync(database, Types, Event("u", 2, "\"tags\"", """["d"]"""), Event("u", 1, "\"tags\"", """["e"]"""));

        Assert.Equal("""partial-collection {"id":2} 3, partial-collection {"id":1} 7""", await HintsAsync(database));
    }

    [SkippableFact]
    public async Task A_collection_of_unknown_kind_marks_its_table_once_and_again_after_somebody_settled_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var types = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "int", ["n"] = "int" };

        await ApplyAsync(database, types, Event("i", 1, "\"tags\"", """["a"]"""), Event("u", 1, "\"tags\"", """["b"]"""), Event("u", 2, "\"tags\"", """["b"]"""));
        Assert.Equal("collection-kind-unknown  1", await HintsAsync(database));

        await database.ExecuteAsync("update cdc.reconcile_hint set resolved_at = now()");
        await ApplyAsync(database, types, Event("u", 3, "\"tags\"", """["b"]"""));
        Assert.Equal("collection-kind-unknown  3", await HintsAsync(database));
    }

    [SkippableFact]
    public async Task A_replayed_dead_letter_marks_its_row_too()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await ApplyAsync(database, Types, Event("i", 1, "\"tags\"", """["a"]"""), Event("i", 1, "\"n\"", "1"));
        await database.ExecuteAsync("alter table shop.t add constraint small check (tags::text not like '%bad%')");
        await ApplyAsync(database, Types, Event("u", 1, "\"tags\"", """["bad"]"""));
        Assert.Equal(("", 1), (await HintsAsync(database), await database.ScalarAsync<long>("select count(*) from cdc.dead_letter")));
        await database.ExecuteAsync("alter table shop.t drop constraint small");

        await ReplayAsync(database, Types);

        Assert.Equal("""partial-collection {"id":1} 2""", await HintsAsync(database));
    }

    [SkippableFact]
    public async Task A_snapshot_of_static_columns_marks_their_table()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var row = Event("i", 1, "\"n\"", "5");
        var lone = row with { Offset = _next++, Key = """{"id":1,"c":null}"""u8.ToArray() };

        await ApplyAsync(database, Types, row with { Key = """{"id":1,"c":7}"""u8.ToArray() }, lone);

        Assert.Equal("static-columns  1", await HintsAsync(database));
    }

    [SkippableFact]
    public async Task A_column_that_was_set_to_NULL_before_its_type_was_known_marks_its_table_and_one_of_known_type_does_not()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        await ApplyAsync(database, Types, Event("u", 1, "\"n\"", "null"), Event("u", 1, "\"other\"", "null"), Event("u", 2, "\"other\"", "null"), Event("u", 3, "\"other\"", "5"), Event("u", 3, "\"other\"", "null"));

        Assert.Equal("untyped-null  1", await HintsAsync(database));
    }

    private static Task<string> HintsAsync(TestDatabase database) => database.ScalarAsync<string>(
        "select coalesce(string_agg(concat_ws(' ', reason, convert_from(record_key, 'UTF8'), record_offset), ', ' order by record_offset), '') from cdc.reconcile_hint where resolved_at is null");

    private SourceRecord Event(string op, int id, string column, string value)
    {
        var time = 1_795_244_792_248_151 + _next;
        var text = $$$"""{"ts_ms":1,"op":"{{{op}}}","source":{"version":"3.4.1.Final","connector":"cassandra","name":"cas","ts_ms":{{{time / 1000}}},"snapshot":"false","db":"NULL","sequence":null,"ts_us":{{{time}}},"ts_ns":{{{time}}}000,"cluster":"c","file":"f.log","pos":1,"keyspace":"shop","table":"t"},"after":{"id":{"value":{{{id}}},"deletion_ts":null,"set":true},{{{column}}}:{"value":{{{value}}},"deletion_ts":null,"set":true},"_range_start":null,"_range_end":null}}""";
        return new SourceRecord("cas.shop.t", 0, _next++, Encoding.UTF8.GetBytes($$"""{"id":{{id}}}"""), Encoding.UTF8.GetBytes(text), 1);
    }

    private static async Task ApplyAsync(TestDatabase database, Dictionary<string, string> types, params SourceRecord[] records)
    {
        var (sources, bindings) = Worker(database, types);
        using var bound = bindings;
        var applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse), sources, new BatchTransaction(database.Warehouse, bindings), TestTransactions.Over(database.Warehouse, bindings), new ApplyTally(), new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
        await applier.ApplyAsync(Dialect.Cassandra, records, CancellationToken.None);
    }

    private static async Task ReplayAsync(TestDatabase database, Dictionary<string, string> types)
    {
        var (sources, bindings) = Worker(database, types);
        using var bound = bindings;
        await foreach (var result in new DeadLetterReplay(database.Warehouse, bindings, sources).RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            Assert.Equal(ReplayOutcome.Applied, result.Outcome);
        }
    }

    private static (SourceCatalog Sources, TargetBindings Bindings) Worker(TestDatabase database, Dictionary<string, string> types)
    {
        var source = new SourceOptions
        {
            Name = "shop",
            Schema = "shop",
            Dialect = Dialect.Cassandra,
            Topics = ["cas.shop.t"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = new TableOptions { SourceTypes = types, StaleEvents = StaleEventPolicy.Apply } },
        };
        var target = new TargetTypes([source]);
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), target))], new SourceRouter([source]));
        return (sources, TestBindings.Over(database.Warehouse, target));
    }
}
