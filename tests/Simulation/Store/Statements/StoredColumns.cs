using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>What the reads of cell merge tell of a stored row: version, cell times, and which columns have values.</summary>
internal sealed partial class StoredColumns(string sql)
{
    /// <summary>Types of the first columns: number, found, version, cells, soft-deleted, tombstone, its cells, one mask.</summary>
    public static readonly Type[] Types = [typeof(long), typeof(bool), typeof(long), typeof(byte[]), typeof(bool), typeof(long), typeof(byte[]), typeof(long)];

    private readonly (string Name, int Bit)[] _values =
        [.. Masked().Matches(sql).Select(match => (match.Groups["name"].Value, int.Parse(match.Groups["bit"].Value, System.Globalization.CultureInfo.InvariantCulture)))];

    public object?[] Of(int number, StoredRow? row, StoredTombstone? tombstone) =>
    [
        number + 1L,
        row is not null,
        row?.Version,
        row?.Cells,
        row?.IsDeleted,
        tombstone?.Version,
        tombstone?.Cells,
        row is null ? null : _values.Aggregate(0L, (mask, value) => row.Values.GetValueOrDefault(value.Name) is null ? mask : mask | (1L << value.Bit)),
    ];

    [GeneratedRegex("""\(\(t\."(?<name>\w+)" is not null\)::integer::bigint << (?<bit>\d+)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Masked();
}
