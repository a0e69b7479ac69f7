using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.DeadLetters;

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

    /// <summary>True when a bad record has rows in tables of both kinds: what is kept of the one must not stand without the other.</summary>
    /// <param name="rows">Tables whose rows carry the version.</param>
    /// <param name="cells">Tables merged cell by cell.</param>
    /// <param name="letters">The bad records.</param>
    /// <param name="records">Records of the batch.</param>
    public static bool Exists(
        IEnumerable<(TargetState Target, TableChanges Changes)> rows, IEnumerable<(TargetState Target, TableChanges Changes)> cells, IEnumerable<DeadLetter> letters, ReadOnlyMemory<SourceRecord> records)
    {
        HashSet<long> Offsets(IEnumerable<(TargetState Target, TableChanges Changes)> tables)
            => [.. tables.SelectMany(table => Enumerable.Range(0, table.Changes.Count).Select(row => records.Span[table.Changes.Row(row).RecordIndex].Offset))];

        var bad = Offsets(rows);
        bad.IntersectWith(letters.Select(static letter => letter.Record.Offset));
        return bad.Count > 0 && bad.Overlaps(Offsets(cells));
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

    private static bool HasKey(TargetState target, TableChanges changes, HashSet<int> bad) => OfKeys(target, changes, bad).Any(row => !bad.Contains(row));

    /// <summary>All rows that have the key of one of these.</summary>
    public static List<int> OfKeys(TargetState target, TableChanges changes, IReadOnlySet<int> rows)
    {
        var found = new List<int>();
        if (rows.Count == 0)
        {
            return found;
        }

        using var groups = new KeyGroups(target.Shape.Keys(changes), changes.Count);
        var touched = new HashSet<int>();
        for (var row = 0; row < changes.Count; row++)
        {
            var group = groups.Add(row);
            if (rows.Contains(row))
            {
                touched.Add(group);
            }
        }

        foreach (var group in touched)
        {
            for (var row = groups.First(group); row >= 0; row = groups.Next(row))
            {
                found.Add(row);
            }
        }

        return found;
    }
}
