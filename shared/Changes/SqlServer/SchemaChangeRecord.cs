using System.Globalization;
using System.Text.Json;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>Reads Debezium's schema-change records: <c>tableChanges</c> with columns and primary key.</summary>
internal static class SchemaChangeRecord
{
    private const int MaxLength = int.MaxValue;

    /// <summary>The tables a record describes; null when it is no schema-change record. A dropped table keeps its last shape: older events may follow.</summary>
    public static IReadOnlyList<SourceTable>? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("payload", out var payload) && root.TryGetProperty("schema", out _))
        {
            root = payload;
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("tableChanges", out var changes) || changes.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var hasSource = root.TryGetProperty("source", out var source);
        var prefix = hasSource ? Text(source, "name") : null;
        var (version, slot) = (0L, 0L);
        if (hasSource && Text(source, "commit_lsn") is { } lsn)
        {
            _ = Lsn.TryParse(System.Text.Encoding.UTF8.GetBytes(lsn), out version, out slot);
        }

        return [.. changes.EnumerateArray().Select(change => ReadTable(prefix ?? "", change)).OfType<SourceTable>().Select(table => table with { Version = version, Sequence = slot })];
    }

    private static SourceTable? ReadTable(string prefix, JsonElement change)
    {
        if (Text(change, "id") is not { } id || !change.TryGetProperty("table", out var table)
            || table.ValueKind != JsonValueKind.Object || !table.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var parts = Parts(id);
        var key = table.TryGetProperty("primaryKeyColumnNames", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(one => one.GetString() ?? "").ToArray()
            : [];
        return new(
            prefix + "." + string.Join('.', parts),
            string.Join('.', parts[..^1]),
            parts[^1],
            key,
            [.. columns.EnumerateArray().Select(ReadColumn)])
        {
            IsDropped = string.Equals(Text(change, "type"), "DROP", StringComparison.Ordinal),
        };
    }

    private static SourceColumn ReadColumn(JsonElement column)
    {
        var type = TypeOf((Text(column, "typeName") ?? "").ToLowerInvariant(), Number(column, "length"), Number(column, "scale"));
        var isNullable = !column.TryGetProperty("optional", out var optional) || optional.ValueKind != JsonValueKind.False;
        return new(
            Text(column, "name") ?? "",
            type,
            isNullable,
            SqlServerType.Parse(type)?.IsLarge ?? false,
            Text(column, "defaultValueExpression"));
    }

    // `int identity` says how values are made, not what they are.
    private static string TypeOf(string typeName, int? length, int? scale)
    {
        var name = typeName.Split([' ', '('])[0];
        return name switch
        {
            "decimal" or "numeric" => string.Create(CultureInfo.InvariantCulture, $"{name}({length ?? 18},{scale ?? 0})"),
            "time" or "datetime2" or "datetimeoffset" => string.Create(CultureInfo.InvariantCulture, $"{name}({scale ?? 7})"),
            "varchar" or "nvarchar" or "varbinary" when length is < 0 or MaxLength => name + "(max)",
            "char" or "nchar" or "varchar" or "nvarchar" or "binary" or "varbinary" when length is not null
                => string.Create(CultureInfo.InvariantCulture, $"{name}({length})"),
            _ => name,
        };
    }

    // "Sales"."dbo"."customers", quotes inside doubled.
    private static string[] Parts(string id)
        => id.StartsWith('"')
            ? [.. id.Trim('"').Split("\".\"").Select(one => one.Replace("\"\"", "\"", StringComparison.Ordinal))]
            : id.Split('.');

    private static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
