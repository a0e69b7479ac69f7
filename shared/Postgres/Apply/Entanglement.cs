using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Tells whether bad rows have to do with others of their batch: an older change of their key, which counts now, or another row of their record, which must not stand.</summary>
internal static class Entanglement
{
    /// <summary>True when the batch without the rows is more than the batch with the rows taken out.</summary>
    /// <param name="tables">All tables of the batch whose rows carry the version.</param>
    /// <param name="rows">The bad rows by table.</param>
    public static bool Exists(IReadOnlyList<(TargetState Target, TableChanges Changes)> tables, ILookup<TableChanges, int> rows)
    {
        var records = tables.SelectMany(table => rows[table.Changes].Select(row => table.Changes.Row(row).RecordIndex)).ToHashSet();
        return tables.Any(table => HasRecord(table.Changes, rows[table.Changes].ToHashSet(), records) || HasKey(table.Target, table.Changes, rows[table.Changes].ToHashSet()));
    }

    private static bool HasRecord(TableChanges changes, HashSet<int> bad, HashSet<int> records)
    {
        for (var row = 0; row < changes.Count; row++)
        {
            if (records.Contains(changes.Row(row).RecordIndex) && !bad.Contains(row))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasKey(TargetState target, TableChanges changes, HashSet<int> bad)
    {
        if (bad.Count == 0)
        {
            return false;
        }

        using var groups = new KeyGroups(target.Shape.Keys(changes), changes.Count);
        var touched = new HashSet<int>();
        for (var row = 0; row < changes.Count; row++)
        {
            var group = groups.Add(row);
            if (bad.Contains(row))
            {
                touched.Add(group);
            }
        }

        foreach (var group in touched)
        {
            for (var row = groups.First(group); row >= 0; row = groups.Next(row))
            {
                if (!bad.Contains(row))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
