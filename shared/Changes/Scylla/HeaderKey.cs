namespace CdcFunctions.Changes.Scylla;

/// <summary>Key columns in headers: ScyllaDB's connector names them <c>pk.x</c> and <c>ck.x</c>, in no order, values as text.</summary>
internal static class HeaderKey
{
    private const string Partition = "pk.";
    private const string Clustering = "ck.";

    /// <summary>Name and value of each key column, partition columns first.</summary>
    public static IReadOnlyList<(string Column, byte[]? Value)> Read(IReadOnlyList<RecordHeader>? headers)
        => headers is null or { Count: 0 } ? [] : [.. Starting(headers, Partition), .. Starting(headers, Clustering)];

    private static IEnumerable<(string Column, byte[]? Value)> Starting(IReadOnlyList<RecordHeader> headers, string mark)
        => headers.Where(header => header.Name.StartsWith(mark, StringComparison.Ordinal)).Select(header => (header.Name[mark.Length..], header.Value));
}
