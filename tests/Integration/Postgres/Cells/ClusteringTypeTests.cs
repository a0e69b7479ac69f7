using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>Range deletes over clustering columns of every type: bounds are text, rows are in the table, events come in the same batch.</summary>
public sealed class ClusteringTypeTests
{
    [SkippableTheory]
    [InlineData(ValueKind.Int32, "-5", "0", "7")]
    [InlineData(ValueKind.Int64, "-5000000000", "0", "7")]
    [InlineData(ValueKind.Boolean, null, "false", "true")]
    [InlineData(ValueKind.Text, "B", "a", "ü")]
    [InlineData(ValueKind.Float64, "-1.5", "0.25", "Infinity")]
    [InlineData(ValueKind.Float32, "-1.5", "0.25", "8")]
    [InlineData(ValueKind.Decimal, "-1.50", "9.990", "10")]
    [InlineData(ValueKind.TimestampTz, "1969-12-31T23:59:59.999Z", "2024-01-01T00:00:00.000Z", "2024-01-01T00:00:00.001Z")]
    [InlineData(ValueKind.Date, "1960-02-29", "1970-01-01", "2024-02-29")]
    [InlineData(ValueKind.Time, "00:00:00.000001000", "08:30:15.123456000", "23:59:59.000000000")]
    [InlineData(ValueKind.Bytes, "00ff", "7f", "80")]
    [InlineData(ValueKind.Inet, "1.2.3.4", "2001:db8:0:0:0:ff00:42:8329", "200.0.0.1")]
    [InlineData(ValueKind.Uuid, "50554d6e-29bb-11ee-be56-0242ac120002", "3b241101-e2bb-4255-8caf-4136c566a962", "c7c9c3d2-4c1c-4a53-9d1b-6f6b21f0e6a1")]
    public async Task A_range_delete_reaches_stored_rows_and_later_events_of_any_clustering_type(ValueKind kind, string? below, string first, string second)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        foreach (var isDescending in new[] { false, true })
        {
            var table = isDescending ? "descending" : "ascending";
            var scene = new Scene(database, table, kind, isDescending);
            string[] keys = [.. below is null ? [] : new[] { below }, first, second];
            await scene.ApplyAsync([.. keys.Select(key => (key, 100L, "a"))]);

            // One batch: everything from the second key on is deleted, and the second key has a younger cell.
            await scene.ApplyAsync((null, 200, first), (first, 300, "b"));
            await scene.ApplyAsync((second, 150, "a"), (first, 150, "a"));

            string[] expected = [.. below is null ? [] : new[] { "(1,)" }, "(,1)"];
            Assert.Equal(
                string.Join(' ', expected.Order(StringComparer.Ordinal)),
                await database.ScalarAsync<string>($"select string_agg(r::text, ' ' order by r::text collate \"C\") from (select a, b from cells.{table}) as r"));
        }
    }

    private sealed class Scene(TestDatabase database, string table, ValueKind kind, bool isDescending) : IChangeDecoder
    {
        private readonly List<(string? Key, long Time, string Text)> _events = [];
        private long _next;

        /// <summary>A key, a time and the column it sets to 1; without key a delete of everything from the key in the text on.</summary>
        public async Task ApplyAsync(params (string? Key, long Time, string Text)[] events)
        {
            _events.Clear();
            _events.AddRange(events);
            var source = new SourceOptions { Name = "cells", Schema = "cells", Dialect = Dialect.Cassandra, Topics = [table] };
            using var bindings = TestBindings.Over(database.Warehouse, new TargetTypes([source]));
            var applier = new ChangeApplier(
                new CheckpointStore(database.Warehouse),
                new SourceCatalog([new SourceEntry(source, this)], new SourceRouter([source])),
                new BatchTransaction(database.Warehouse, bindings), TestTransactions.Over(database.Warehouse, bindings),
                new ApplyTally(),
                new KafkaOptions(),
                NullLogger<ChangeApplier>.Instance);
            SourceRecord[] records = [.. events.Select((_, n) => new SourceRecord(table, 0, _next + n, null, null, 0))];
            _next += events.Length;
            await applier.ApplyAsync(Dialect.Cassandra, records, CancellationToken.None);
        }

        public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
        {
            var changes = batch.AddTable(new TableName("cells", "", table), MergeMode.Cell);
            var partition = changes.AddColumn(new ColumnShape { Name = "p", Type = new ColumnType(ValueKind.Int32), KeyOrdinal = 0 });
            var clustering = changes.AddColumn(new ColumnShape { Name = "k", Type = new ColumnType(kind), KeyOrdinal = 1 });
            var (a, b) = (Value("a"), Value("b"));
            for (var i = 0; i < records.Length; i++)
            {
                var (key, time, text) = _events[i];
                var row = changes.AddRow(new RowHeader { Kind = key is null ? ChangeKind.RangeDelete : ChangeKind.Insert, Version = time, RecordIndex = i });
                partition.SetWord(row, 1);
                if (key is null)
                {
                    // What a person calls "from here on" begins the partition's order when it is ascending, and ends it when it is not.
                    RangeBound named = new(true, [("k", text, isDescending)]), open = new(true, []);
                    changes.AddRange(isDescending ? new RangeBounds(row, open, named) : new RangeBounds(row, named, open));
                }
                else
                {
                    SetKey(clustering, row, key);
                    (text == "a" ? a : b).SetWord(row, 1);
                }
            }

            ColumnBuffer Value(string name) => changes.AddColumn(new ColumnShape { Name = name, Type = new ColumnType(ValueKind.Int32) });
        }

        private void SetKey(ColumnBuffer column, int row, string text)
        {
            Assert.True(ClusteringText.TryParse(kind, text, out var word, out var bytes));
            if (ClusteringBytes.IsWord(kind))
            {
                column.SetWord(row, word);
            }
            else
            {
                column.SetBytes(row, bytes);
            }
        }
    }
}
