using System.Collections;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Sorts rows into groups that touch the same columns: each group is one statement with constant text.</summary>
internal static class PresenceGroups
{
    /// <summary>Groups rows by the columns they touch; one group for the common case that all touch all.</summary>
    /// <param name="columns">Columns of the table's batch.</param>
    /// <param name="rows">Row indices in key order; the order is kept inside each group.</param>
    public static List<PresenceGroup> Of(IReadOnlyList<ColumnBuffer> columns, int[] rows)
    {
        var optional = Enumerable.Range(0, columns.Count).Where(c => HasAbsent(columns[c], rows)).ToArray();
        if (optional.Length == 0)
        {
            return [new PresenceGroup(new BitArray(columns.Count, true), rows)];
        }

        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var pattern = new char[optional.Length];
        foreach (var row in rows)
        {
            for (var i = 0; i < optional.Length; i++)
            {
                pattern[i] = columns[optional[i]].State(row) == CellState.Absent ? '0' : '1';
            }

            var lookup = groups.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(pattern, out var members))
            {
                lookup[pattern] = members = [];
            }

            members.Add(row);
        }

        return [.. groups.Select(group => new PresenceGroup(Touched(columns.Count, optional, group.Key), [.. group.Value]))];
    }

    private static bool HasAbsent(ColumnBuffer column, int[] rows)
    {
        foreach (var row in rows)
        {
            if (column.State(row) == CellState.Absent)
            {
                return true;
            }
        }

        return false;
    }

    private static BitArray Touched(int columns, int[] optional, string pattern)
    {
        var touched = new BitArray(columns, true);
        for (var i = 0; i < optional.Length; i++)
        {
            touched[optional[i]] = pattern[i] == '1';
        }

        return touched;
    }
}
