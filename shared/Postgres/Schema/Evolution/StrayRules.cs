using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Finds rules for columns that a table does not have: a mask with a slip in the column's name hides nothing, and only this tells.</summary>
/// <remarks>Thread-safe. Each table is told once.</remarks>
internal sealed class StrayRules
{
    private readonly ConcurrentDictionary<TableName, bool> _told = new();
    private readonly ConcurrentDictionary<TableName, ConcurrentDictionary<string, bool>> _static = new();

    /// <summary>Names of configured columns that no column of the table has; empty while the table is not known whole, and when it was told before.</summary>
    /// <param name="table">The table.</param>
    /// <param name="shapes">What is seen of it.</param>
    public IReadOnlyList<string> Find(EvolvingTable table, IReadOnlyList<SeenShape> shapes)
    {
        if (table.Options.Columns.Count == 0)
        {
            return [];
        }

        // The rules of static columns' own table stand with those of the table that has them.
        if (table.Source.Table.EndsWith(SourceOptions.StaticSuffix, StringComparison.Ordinal))
        {
            Learn(table.Source with { Table = table.Source.Table[..^SourceOptions.StaticSuffix.Length] }, shapes);
            return [];
        }

        if (!shapes.Any(static shape => shape.IsWhole) || _told.ContainsKey(table.Source))
        {
            return [];
        }

        // Columns that are left out are not even read.
        var known = shapes.SelectMany(static shape => shape.Columns).Select(static column => column.Name).Concat(_static.TryGetValue(table.Source, out var statics) ? statics.Keys : []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stray = table.Options.Columns.Keys.Where(name => !NamePattern.IsPattern(name) && table.Options.Takes(name) && !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
        return stray.Count > 0 && _told.TryAdd(table.Source, true) ? stray : [];
    }

    private void Learn(TableName table, IReadOnlyList<SeenShape> shapes)
    {
        var names = _static.GetOrAdd(table, static _ => new ConcurrentDictionary<string, bool>(StringComparer.OrdinalIgnoreCase));
        foreach (var column in shapes.SelectMany(static shape => shape.Columns))
        {
            names.TryAdd(column.Name, true);
        }
    }
}
