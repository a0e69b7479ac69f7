using CdcFunctions.Changes.Connect.Schema;

namespace CdcFunctions.Changes.Shapes;

/// <summary>The structs that wrap single values: Debezium's Cassandra cells and ScyllaDB's legacy cells.</summary>
internal static class Cells
{
    /// <summary>Property of a Cassandra row that holds the lower bound of a range delete.</summary>
    public const string RangeStart = "_range_start";

    /// <summary>Property of a Cassandra row that holds the upper bound of a range delete.</summary>
    public const string RangeEnd = "_range_end";

    /// <summary>Schema of the value inside a cell, or the schema itself when it is no cell.</summary>
    public static ConnectSchema? ValueOf(ConnectSchema? schema) => IsCell(schema) ? schema!.Fields[0] : schema;

    /// <summary>True for a cell's schema.</summary>
    public static bool IsCell(ConnectSchema? schema) => schema is { Type: "struct", Fields: [{ Field: "value" }, ..], Name: { } name }
        && (string.Equals(name, "cell_value", StringComparison.Ordinal) || name.EndsWith(".Cell", StringComparison.Ordinal));
}
