using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>The recordings that whole-row or cell-wise last-write-wins alone must reproduce.</summary>
internal static class Recordings
{
    private static readonly ConnectorOptions Text = new() { DecimalHandlingMode = "string", VarintHandlingMode = "string" };

    public static IReadOnlyList<Recording> All { get; } =
    [
        .. SqlServer("snapshot", "snapshot-schemas", "crud", "crud-schemas", "new-table", "nulls", "nulls-schemas", "heartbeat", "heartbeat-schemas"),
        .. SqlServer("pk-change", "pk-change-schemas", "pk-change-headers", "pk-change-headers-schemas", "no-transaction-metadata", "transactions", "transactions-schemas"),
        .. SqlServer("max-columns-361", "max-columns-361-schemas", "max-columns-placeholder", "max-columns-placeholder-schemas", "restart-replay", "volume-5000"),
        new("sqlserver/max-columns-placeholder-hex") { Connector = new() { DecimalHandlingMode = "precise", BinaryHandlingMode = "hex" } },
        new("sqlserver/max-columns-wide-maskbug") { IsUnknowable = (_, column, row) => column is "img" && row is "3" },
        new("sqlserver/incremental-snapshot") { IsUnknowable = (_, column, row) => column is "notes" && row is "1" },
        new("sqlserver/nulls-replaced-by-default") { IsUnknowable = (_, column, row) => column is "c_dflt" && row is "1" },
        new("sqlserver/volume-80-string-schemas") { Connector = Text with { TimePrecisionMode = "isostring" } },
        new("sqlserver/types-precise-adaptive"),
        new("sqlserver/types-precise-adaptive-schemas"),
        new("sqlserver/types-precise-adaptive_time_microseconds") { Connector = new() { DecimalHandlingMode = "precise", TimePrecisionMode = "adaptive_time_microseconds" } },
        new("sqlserver/types-string-isostring") { Connector = Text with { TimePrecisionMode = "isostring" } },
        new("sqlserver/types-string-isostring-schemas") { Connector = Text with { TimePrecisionMode = "isostring" } },
        new("sqlserver/types-double-connect")
        {
            Connector = new() { DecimalHandlingMode = "double", TimePrecisionMode = "connect" },
            IsMillisecondsOnly = true,
            IsUnknowable = (_, column, _) => column is "c_num" or "c_money",
        },
        .. Scylla("crud-advanced-full", "crud-advanced-full-schemas", "crud-key-placements", "crud-key-kafka-only", "deletes-advanced", "deletes-advanced-schemas", "batch-advanced", "batch-advanced-schemas"),
        .. Scylla("collections-advanced", "collections-advanced-schemas", "ttl-advanced", "heartbeat", "heartbeat-schemas", "restart-replay-advanced", "random-3000-advanced", "out-of-order-advanced"),
        .. Scylla("static-advanced", "static-advanced-schemas", "static-legacy", "static-legacy-schemas", "deletes-legacy", "batch-legacy", "ttl-legacy", "out-of-order-partial-legacy"),
        .. Scylla("crud-legacy", "crud-legacy-schemas", "random-1500-legacy", "restart-replay-legacy").Select(one => one with { IsUnknowable = (_, column, _) => column is "tags" }),
        new("scylla/types-advanced") { IsUnknowable = (_, column, row) => column is "fu_addr" && row is "5" },
        new("scylla/types-advanced-schemas") { IsUnknowable = (_, column, row) => column is "fu_addr" && row is "5" },
        new("scylla/types-legacy") { IsUnknowable = (_, column, _) => column.Contains('_', StringComparison.Ordinal) && !column.StartsWith("c_", StringComparison.Ordinal) || column is "fm" or "tup" },
        new("cassandra/partial-updates") { Connector = Text },
        new("cassandra/partial-updates.noschema") { Connector = Text },
        new("cassandra/types") { Connector = Text, IsUnknowable = IsUnknownType },
        new("cassandra/types.noschema") { Connector = Text, IsUnknowable = IsUnknownType },
        new("cassandra/orders") { Connector = Text },
        new("cassandra/orders.noschema") { Connector = Text },
        new("cassandra/out-of-order.noschema") { Connector = Text },
        new("cassandra/out-of-order") { Connector = Text },
    ];

    private static bool IsUnknownType(string table, string column, string row) => (column, row[0]) switch
    {
        ("period", '3' or '4') => true,
        ("score" or "ratio", '5' or '6') => true,
        _ => false,
    };

    private static IEnumerable<Recording> SqlServer(params string[] names) => names.Select(name => new Recording("sqlserver/" + name));

    private static IEnumerable<Recording> Scylla(params string[] names) => names.Select(name => new Recording("scylla/" + name));
}
