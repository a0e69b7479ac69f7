using System.Text.Json;
using Npgsql;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Compares target tables with the rows a recording must lead to, value by value in the sense of the source's types.</summary>
internal sealed class RowComparison(NpgsqlDataSource database, string schema)
{
    /// <summary>Compares every table of the expectation.</summary>
    /// <param name="expected">The expectation.</param>
    /// <param name="target">Target table name of a source table; folded to lower case when not given.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyList<TableComparison>> CompareAsync(
        ExpectedRows expected, Func<string, string>? target, CancellationToken cancellation)
    {
        var comparisons = new List<TableComparison>();
        foreach (var table in expected.Tables)
        {
            var name = (target ?? Fold)(table.Name);
            var rows = await TargetRows.ReadAsync(database, schema, name, cancellation);
            comparisons.Add(Compare(table, expected.Precision, rows ?? [], name));
        }

        return comparisons;
    }

    private TableComparison Compare(
        ExpectedTable table, ComparisonPrecision precision, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows, string name)
    {
        var values = new RowValues(table, precision);
        var actual = rows.ToLookup(row => values.Key(row), StringComparer.Ordinal);
        var differences = new List<RowDifference>();
        var (known, notStorable) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        foreach (var group in table.Rows.GroupBy(row => values.Key(row), StringComparer.Ordinal))
        {
            known.Add(group.Key);
            var found = actual[group.Key].ToArray();
            if (group.Any(HoldsNul))
            {
                notStorable += group.Count();
            }
            else if (!values.IsUncertain(group.First()))
            {
                differences.AddRange(found.Length == group.Count()
                    ? group.Zip(found).SelectMany(pair => values.Differences(pair.First, pair.Second))
                    : [new RowDifference(values.Name(group.First()), null, found.Length < group.Count() ? "a row" : null, found.Length < group.Count() ? null : "a row")]);
            }
        }

        differences.AddRange(actual
            .Where(group => !known.Contains(group.Key) && !values.MayBeThere(group.Key))
            .Select(group => new RowDifference(values.Name(group.First()), null, null, "a row")));
        return new TableComparison(schema, name, rows.Count, table.Rows.Count, notStorable, differences);
    }

    private static bool HoldsNul(JsonElement row)
        => row.EnumerateObject().Any(column => column.Value.ValueKind == JsonValueKind.String && column.Value.GetString()!.Contains('\0', StringComparison.Ordinal));

    private static string Fold(string name) => name.ToLowerInvariant();
}
