using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>Turns test events into a table's batch, as a decoder would.</summary>
internal static class CellChanges
{
    public static TableChanges Of(IEnumerable<CellEvent> events)
    {
        var changes = new TableChanges(new TableName("cas", "shop", "t"), MergeMode.Cell);
        AddColumns(changes);
        foreach (var e in events)
        {
            Add(changes, e, changes.Count);
        }

        return changes;
    }

    public static void AddColumns(TableChanges changes)
    {
        changes.AddColumn(new ColumnShape { Name = "p", Type = new ColumnType(ValueKind.Int32), KeyOrdinal = 0 });
        changes.AddColumn(new ColumnShape { Name = "c", Type = new ColumnType(ValueKind.Int32), KeyOrdinal = 1 });
        changes.AddColumn(new ColumnShape { Name = "s", Type = new ColumnType(ValueKind.Text), KeyOrdinal = 2 });
        foreach (var name in CellEvent.ValueColumns)
        {
            changes.AddColumn(new ColumnShape { Name = name, Type = new ColumnType(name == "b" ? ValueKind.Text : ValueKind.Int32) });
        }
    }

    public static CellColumns Columns(TableChanges changes, int[] numbers)
        => new([.. changes.Columns.Take(3)], [0, 0, 0, .. numbers], numbers);

    public static int SetKey(TableChanges changes, int row, (int P, int C, string S) key)
    {
        changes.Columns[0].SetWord(row, key.P);
        changes.Columns[1].SetWord(row, key.C);
        changes.Columns[2].SetBytes(row, Encoding.UTF8.GetBytes(key.S));
        return row;
    }

    public static (int P, int C, string S) Key(TableChanges changes, int row)
        => ((int)changes.Columns[0].Word(row), (int)changes.Columns[1].Word(row), Encoding.UTF8.GetString(changes.Columns[2].Bytes(row)));

    public static object? Value(ColumnBuffer column, int row)
        => column.State(row) != CellState.Value ? null : column.Shape.Type.Kind == ValueKind.Text ? Encoding.UTF8.GetString(column.Bytes(row)) : (int)column.Word(row);

    public static void Add(TableChanges changes, CellEvent e, int record)
    {
        var row = changes.AddRow(new RowHeader { Kind = e.Kind, Version = e.Time, RecordIndex = record, IsSnapshot = e.IsSnapshot });
        if (RangeReader.IsRange(changes.Row(row)))
        {
            changes.Columns[0].SetWord(row, e.P);
            changes.AddRange(new RangeBounds(row, Bound(e.From), Bound(e.To)));
            return;
        }

        SetKey(changes, row, (e.P, e.C, e.S));
        foreach (var (name, value) in e.Cells)
        {
            var column = changes.Columns.Single(c => c.Shape.Name == name);
            Set(column, row, value);
            if (value is not null && e.Expiry != 0)
            {
                column.SetCellTime(row, e.Expiry);
            }
        }
    }

    // Order of the names as the connector may print it: the second column first.
    private static RangeBound Bound(TestBound bound)
    {
        var values = new List<(string, string, bool)>();
        if (bound.S is not null)
        {
            values.Add(("s", bound.S, true));
        }

        if (bound.C is { } c)
        {
            values.Add(("c", c.ToString(System.Globalization.CultureInfo.InvariantCulture), false));
        }

        return new RangeBound(bound.IsInclusive, values);
    }

    private static void Set(ColumnBuffer column, int row, object? value)
    {
        switch (value)
        {
            case null:
                column.SetNull(row);
                break;
            case int number:
                column.SetWord(row, number);
                break;
            default:
                column.SetBytes(row, Encoding.UTF8.GetBytes((string)value));
                break;
        }
    }
}
