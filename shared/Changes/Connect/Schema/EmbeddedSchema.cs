using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>One embedded schema, with what was made of it.</summary>
/// <param name="prefix">The record's bytes up to its payload; empty when the record is laid out otherwise.</param>
/// <param name="json">The schema's bytes.</param>
/// <param name="schema">The schema, or null for <c>"schema":null</c>.</param>
internal sealed class EmbeddedSchema(byte[] prefix, byte[] json, ConnectSchema? schema)
{
    /// <summary>The record's bytes up to its payload; empty when the record is laid out otherwise.</summary>
    public byte[] Prefix { get; } = prefix;

    /// <summary>The schema's bytes.</summary>
    public byte[] Json { get; } = json;

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
