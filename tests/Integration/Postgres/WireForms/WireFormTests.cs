using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>Random values of every source type, through events as connectors write them, into the created column, and back.</summary>
public sealed class WireFormTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private const int Batch = 5_000;

    // Ten thousand values a type and mode in CI; fewer while one works, more when a person asks.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("CDC_TEST_VALUES"), out var count) ? count : 2_000;

    public static TheoryData<int, string> Forms { get; } = Each();

    [SkippableTheory]
    [MemberData(nameof(Forms))]
    public async Task Values_come_back_as_the_source_meant_them(int index, string name)
    {
        var form = WireFormCatalog.All[index];
        var hasSchema = name.EndsWith("schema", StringComparison.Ordinal);
        var seed = 20_261_121 + index;
        var random = new Random(seed);
        var values = Enumerable.Range(0, Count).Select(_ => form.Draw(random)).ToArray();
        var database = await fixture.RequireAsync();
        var schema = $"form_{index}_{(hasSchema ? "schema" : "plain")}";

        var dead = await ApplyAsync(database, schema, form, hasSchema, values);

        Assert.True(dead.Count == 0, $"seed {seed}: {dead.Count} dead letters; {string.Join("; ", dead.Distinct().Take(3))}");
        var type = await database.ScalarAsync<string>($"select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '{schema}.t'::regclass and attname = 'v'");
        Assert.Equal(hasSchema ? form.CreatedWithSchema ?? form.Created : form.Created, type);
        var different = await DifferencesAsync(database, schema, type, values);
        Assert.True(different.Count == 0, $"seed {seed}: {different.Count} of {Count} differ, the first as {string.Join("; ", different.Take(3).Select(d => $"{values[d.Id].Json} meant {values[d.Id].Text} and became {d.Found}"))}");
    }

    private static async Task<List<string>> ApplyAsync(TestDatabase database, string schema, WireForm form, bool hasSchema, WireValue[] values)
    {
        var source = new SourceOptions
        {
            Name = schema,
            Dialect = form.Dialect,
            Topics = ["^.*"],
            Connector = form.Connector,
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal)
            {
                ["t"] = new() { Key = ["id"], SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["v"] = form.Type, ["id"] = "int" } },
            },
        };
        var types = new TargetTypes([source]);
        using var bindings = TestBindings.Over(database.Warehouse, types);
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), types))], new SourceRouter([source]));
        var applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse), sources, new BatchTransaction(database.Warehouse, bindings), TestTransactions.Over(database.Warehouse, bindings), new ApplyTally(), new KafkaOptions { ConsumerGroup = schema }, NullLogger<ChangeApplier>.Instance);
        foreach (var batch in values.Index().Chunk(Batch))
        {
            await applier.ApplyAsync(form.Dialect, batch.Select(one => Record(form, hasSchema, one.Index, one.Item.Json)).ToArray(), CancellationToken.None);
        }

        await using var command = database.Warehouse.CreateCommand($"select reason || ': ' || message from cdc.dead_letter where consumer_group = '{schema}'");
        await using var reader = await command.ExecuteReaderAsync();
        var dead = new List<string>();
        while (await reader.ReadAsync())
        {
            dead.Add(reader.GetString(0));
        }

        return dead;
    }

    private static SourceRecord Record(WireForm form, bool hasSchema, int id, string json)
        => (hasSchema ? Events.Embedded(form.Dialect, form.Schema, json, id) : Events.Plain(form.Dialect, json, id)) with { Offset = id };

    // PostgreSQL reads what the value means by itself: neither encoder nor decoder has a hand in it.
    private static async Task<List<(int Id, string Found)>> DifferencesAsync(TestDatabase database, string schema, string type, WireValue[] values)
    {
        var found = type == "xml" ? "t.v::text" : "t.v";
        var meant = type == "xml" ? "e.meant" : $"e.meant::{type}";
        await using var connection = await database.Warehouse.OpenConnectionAsync();
        await using var zone = new NpgsqlCommand("set timezone = 'UTC'", connection);
        await zone.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(
            $"""
            select (e.n - 1)::integer, coalesce(t.v::text, 'NULL or no row') from unnest($1) with ordinality as e(meant, n) left join {schema}.t as t on t.id = e.n - 1
            where {found} is distinct from {meant} {(type.StartsWith("numeric", StringComparison.Ordinal) ? $"or t.v::text is distinct from ({meant})::text" : "")}
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values.Select(value => value.Text).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var different = new List<(int, string)>();
        while (await reader.ReadAsync())
        {
            different.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        return different;
    }

    private static TheoryData<int, string> Each()
    {
        var data = new TheoryData<int, string>();
        for (var index = 0; index < WireFormCatalog.All.Count; index++)
        {
            data.Add(index, $"{WireFormCatalog.All[index]}, with schema");
            data.Add(index, $"{WireFormCatalog.All[index]}, without");
        }

        return data;
    }
}
