using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>One embedded schema, with what was made of it.</summary>
/// <param name="prefix">The record's bytes up to its payload.</param>
/// <param name="schema">The schema, or null for <c>"schema":null</c>.</param>
internal sealed class EmbeddedSchema(byte[] prefix, ConnectSchema? schema)
{
    /// <summary>The record's bytes up to its payload.</summary>
    public byte[] Prefix { get; } = prefix;

    /// <summary>The schema.</summary>
    public ConnectSchema? Schema { get; } = schema;

    /// <summary>Schema of a row; null when this is no envelope.</summary>
    public ConnectSchema? Row { get; } = schema?.Find("after") ?? schema?.Find("before");

    /// <summary>True when the row's values stand in ScyllaDB's legacy cells.</summary>
    public bool HasCells { get; } = (schema?.Find("after") ?? schema?.Find("before"))?.Fields.Any(Cells.IsCell) ?? false;

    /// <summary>The table's shape, once it was needed.</summary>
    public TableShape? Shape { get; set; }

    /// <summary>The shape of the table's static columns, once it was needed.</summary>
    public TableShape? StaticShape { get; set; }
}
