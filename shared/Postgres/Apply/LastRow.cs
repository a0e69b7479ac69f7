using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>What the last row of a batch tells of columns when events carry no schema: an inserted row is whole, so what it lacks its table lacks.</summary>
internal static class LastRow
{
    /// <summary>Columns the last row does not have; null when it is no insert and tells nothing.</summary>
    public static HashSet<string>? Lacks(TableChanges changes)
    {
        var row = changes.Count - 1;
        if (row < 0 || changes.Merge != MergeMode.Row || changes.Row(row).Kind != ChangeKind.Insert)
        {
            return null;
        }

        HashSet<string>? lacks = null;
        var has = false;
        foreach (var column in changes.Columns)
        {
            if (column.Shape.IsKey || column.Shape.IsLarge)
            {
                continue;
            }

            if (column.State(row) == CellState.Absent)
            {
                (lacks ??= new HashSet<string>(StringComparer.Ordinal)).Add(column.Shape.Name);
            }
            else
            {
                has = true;
            }
        }

        // A row without any value is a connector's short form, not an empty table.
        return has ? lacks ?? [] : null;
    }

    /// <summary>The last row that has one of the columns.</summary>
    public static int With(HashSet<string> columns, TableChanges changes)
    {
        var buffers = changes.Columns.Where(column => columns.Contains(column.Shape.Name)).ToList();
        var row = changes.Count - 1;
        while (row > 0 && buffers.TrueForAll(buffer => buffer.State(row) == CellState.Absent))
        {
            row--;
        }

        return row;
    }
}
