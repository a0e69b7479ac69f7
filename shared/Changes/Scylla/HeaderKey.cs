using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Scylla;

/// <summary>Key columns in headers: ScyllaDB's connector names them <c>pk.x</c> and <c>ck.x</c>, in no order, values as text.</summary>
internal static class HeaderKey
{
    private const string Partition = "pk.";
    private const string Clustering = "ck.";

    /// <summary>No header names a key column.</summary>
    public static IReadOnlyList<(string Column, byte[]? Value)> None { get; } = [];

    /// <summary>Name and value of each key column, partition columns first.</summary>
    public static IReadOnlyList<(string Column, byte[]? Value)> Read(IReadOnlyList<RecordHeader>? headers)
        => headers is null or { Count: 0 } ? None : [.. Starting(headers, Partition), .. Starting(headers, Clustering)];

    /// <summary>True for the key of a static row: its clustering columns are null or not there.</summary>
    public static bool IsStatic(IReadOnlyList<(string Column, byte[]? Value)> key, TableShape shape)
        => key.Count > 0 && (key.Any(one => one.Value is null) || (!shape.IsKeyFixed && IsPartOf(key, shape.Columns)));

    private static bool IsPartOf(IReadOnlyList<(string Column, byte[]? Value)> key, ColumnSet set)
        => key.Count < set.KeyIndexes.Length && key.All(one => set.KeyIndexes.Any(i => string.Equals(set.Plans[i].Name, one.Column, StringComparison.Ordinal)));

    private static IEnumerable<(string Column, byte[]? Value)> Starting(IReadOnlyList<RecordHeader> headers, string mark)
        => headers.Where(header => header.Name.StartsWith(mark, StringComparison.Ordinal)).Select(header => (header.Name[mark.Length..], header.Value));
}
