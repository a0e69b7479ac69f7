using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Scylla;

/// <summary>Key columns in headers: ScyllaDB's connector names them <c>pk.x</c> and <c>ck.x</c>, in no order, values as text.</summary>
internal static class HeaderKey
{
    private const string Partition = "pk.";
    private const string Clustering = "ck.";

    /// <summary>Name and value of each key column, partition columns first.</summary>
    public static IReadOnlyList<(string Column, byte[]? Value)> Read(IReadOnlyList<RecordHeader>? headers)
        => headers is null or { Count: 0 } ? [] : [.. Starting(headers, Partition), .. Starting(headers, Clustering)];

    /// <summary>True for the key of a static row: its clustering columns are null or not there.</summary>
    public static bool IsStatic(IReadOnlyList<(string Column, byte[]? Value)> key, TableShape shape)
    {
        if (key.Count == 0)
        {
            return false;
        }

        var set = shape.Columns;
        return key.Any(one => one.Value is null)
            || (!shape.IsKeyFixed && key.Count < set.KeyIndexes.Length && key.All(one => set.KeyIndexes.Any(i => string.Equals(set.Plans[i].Name, one.Column, StringComparison.Ordinal))));
    }

    private static IEnumerable<(string Column, byte[]? Value)> Starting(IReadOnlyList<RecordHeader> headers, string mark)
        => headers.Where(header => header.Name.StartsWith(mark, StringComparison.Ordinal)).Select(header => (header.Name[mark.Length..], header.Value));
}
