using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>What a recording must lead to: the content of its <c>.expected.json</c>, whichever of the three sources wrote it.</summary>
internal sealed record ExpectedRows
{
    // SQL Server's files name one list, Scylla's and Cassandra's two.
    private static readonly string[] KeyLists = ["primaryKey", "partitionKey", "clusteringKey", "clustering"];

    /// <summary>The tables.</summary>
    public required IReadOnlyList<ExpectedTable> Tables { get; init; }

    /// <summary>What the connector's settings took away.</summary>
    public required ComparisonPrecision Precision { get; init; }

    /// <summary>Connector settings as recorded.</summary>
    public required IReadOnlyDictionary<string, string> ConnectorSettings { get; init; }

    /// <summary>Which source.</summary>
    public required SourceDialect Dialect { get; init; }

    /// <summary>Reads a file.</summary>
    public static ExpectedRows Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>Reads a stream.</summary>
    public static ExpectedRows Read(Stream stream)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(stream);
        var tables = root.GetProperty("tables").EnumerateObject().ToArray();
        var dialect = tables.Length > 0 && tables[0].Value.TryGetProperty("primaryKey", out _) ? SourceDialect.SqlServer
            : root.TryGetProperty("connectorSettings", out _) ? SourceDialect.Scylla
            : SourceDialect.Cassandra;
        return new ExpectedRows
        {
            Dialect = dialect,
            Precision = ComparisonPrecision.From(root),
            ConnectorSettings = root.TryGetProperty("connectorSettings", out var settings) ? Texts(settings) : new Dictionary<string, string>(StringComparer.Ordinal),
            Tables = [.. tables.Select(table => Table(table, root, dialect))],
        };
    }

    private static ExpectedTable Table(JsonProperty table, JsonElement root, SourceDialect dialect)
    {
        var typeNames = Texts(table.Value.GetProperty("columns"));
        var types = typeNames.ToDictionary(column => column.Key, column => SourceType.Parse(column.Value, dialect), StringComparer.Ordinal);
        return new ExpectedTable
        {
            SourceName = table.Name,
            Key = [.. KeyLists.SelectMany(name => List(table.Value, name)).Select(name => name.GetString()!)],
            TypeNames = typeNames,
            Types = types,
            Rows = List(table.Value, "rows"),
            GhostRows = List(table.Value, "ghostRows"),
            Gaps = [.. KnownGaps.Read(root, table.Name, types)],
        };
    }

    private static JsonElement[] List(JsonElement owner, string name)
        => owner.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static Dictionary<string, string> Texts(JsonElement owner)
        => owner.EnumerateObject().ToDictionary(entry => entry.Name, entry => JsonValues.Text(entry.Value), StringComparer.Ordinal);
}
