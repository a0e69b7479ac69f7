using System.Text.Json;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>One table of an expectation: key, column types as the source writes them, rows.</summary>
internal sealed class ExpectedTable(string name, JsonElement table)
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Key { get; } = [.. Strings(table, "primaryKey"), .. Strings(table, "partitionKey"), .. Strings(table, "clusteringKey"), .. Strings(table, "clustering")];

    public IReadOnlyDictionary<string, string> Columns { get; } = table.GetProperty("columns").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);

    public IReadOnlyList<JsonElement> Rows { get; } = [.. table.GetProperty("rows").EnumerateArray()];

    public IReadOnlyList<JsonElement> GhostRows { get; } = table.TryGetProperty("ghostRows", out var ghosts) ? [.. ghosts.EnumerateArray()] : [];

    public IReadOnlyList<JsonElement> StaticRows { get; } = table.TryGetProperty("staticRows", out var rows) ? [.. rows.EnumerateArray()] : [];

    private static IEnumerable<string> Strings(JsonElement table, string name)
        => table.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()!) : [];
}
