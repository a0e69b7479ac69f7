using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Columns;
using CdcFunctions.Postgres.Schema.Evolution;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Reads from a batch what it shows of its table's shape: by embedded schema, by the schema-change records before it, or by its rows alone.</summary>
internal static class ShapeReading
{
    /// <summary>Shapes in the order of the batch; never empty.</summary>
    public static List<SeenShape> Of(TableChanges changes, SourceTable? record, SourceOptions source, ReadOnlySpan<SourceRecord> records)
    {
        var options = source.Table(changes.Table.Table);
        var shapes = new List<SeenShape>();
        var recorded = record is null ? null : RecordedShape.Of(record, source);
        foreach (var shape in changes.Shapes)
        {
            var row = Math.Min(shape.FirstRow, changes.Count - 1);
            shapes.Add(WithRecord(Seen(shape.Columns, changes, row, records, options) with { IsWhole = true, IsDeclared = true }, recorded));
        }

        if (shapes.Count == 0 && recorded is not null)
        {
            shapes.Add(recorded with { Columns = [.. recorded.Columns, .. Added(changes)] });
        }

        var columns = changes.Columns.Select(static column => column.Shape).Where(column => (column.IsKey || options.Takes(column.Name)) && shapes.TrueForAll(shape => shape.Columns.All(known => !string.Equals(known.Name, column.Name, StringComparison.Ordinal)))).ToList();
        if (columns.Count > 0)
        {
            var isAlone = shapes.Count == 0;
            var gone = isAlone ? LastRow.Lacks(changes) : null;
            var shown = gone is null ? columns : columns.FindAll(column => !gone.Contains(column.Name));
            shapes.Insert(0, Seen(shown, changes, changes.Count - 1, records, options) with { IsWhole = gone is not null });
            if (gone is { Count: > 0 })
            {
                // Rows of this very batch have what is gone by its end: their values need a place.
                shapes.Insert(0, Seen(columns, changes, LastRow.With(gone, changes), records, options));
            }
        }

        return shapes;
    }

    // The source does not tell them, and they are not gone for that.
    private static IEnumerable<ColumnShape> Added(TableChanges changes) => changes.Columns.Select(static column => column.Shape).Where(static column => column.IsAdded);

    // The record beside an embedded schema adds what the schema does not tell: defaults, and the order of columns when it is of the same shape.
    private static SeenShape WithRecord(SeenShape seen, SeenShape? recorded)
    {
        if (recorded is null)
        {
            return seen;
        }

        var order = recorded.Columns.Select(static column => column.Name).ToList();
        var isSame = order.Count == seen.Columns.Count && seen.Columns.All(column => order.Contains(column.Name, StringComparer.Ordinal));
        return seen with
        {
            Defaults = recorded.Defaults,
            IsRecord = isSame,
            Columns = isSame ? [.. seen.Columns.OrderBy(column => order.IndexOf(column.Name))] : seen.Columns,
        };
    }

    private static SeenShape Seen(IReadOnlyList<ColumnShape> columns, TableChanges changes, int row, ReadOnlySpan<SourceRecord> records, TableOptions options)
    {
        ref readonly var header = ref changes.Row(row);
        var record = records[header.RecordIndex];
        return new SeenShape
        {
            Columns = [.. RuledShape.Of(columns, options), .. Added(changes).Except(columns)],
            Clock = new SourceClock(header.Version, header.Sequence),
            Position = new EventPosition(record.Topic, record.Partition, record.Offset),
        };
    }
}
