namespace CdcFunctions.Changes;

/// <summary>A source table as its newest schema-change record describes it.</summary>
/// <param name="Topic">Topic of its change events: <c>prefix.database.schema.table</c>.</param>
/// <param name="Namespace"><c>database.schema</c>.</param>
/// <param name="Table">Table name.</param>
/// <param name="PrimaryKey">Primary key columns in order; empty when there is none.</param>
/// <param name="Columns">All columns in order.</param>
public sealed record SourceTable(string Topic, string Namespace, string Table, IReadOnlyList<string> PrimaryKey, IReadOnlyList<SourceColumn> Columns)
{
    private readonly Dictionary<string, SourceColumn> _byName = Columns.DistinctBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>Commit LSN of the first change of this shape, first 64 bits.</summary>
    public long Version { get; init; }

    /// <summary>Slot of that LSN.</summary>
    public long Sequence { get; init; }

    /// <summary>Topic of the schema-change record.</summary>
    public string RecordTopic { get; init; } = "";

    /// <summary>Partition of the schema-change record.</summary>
    public int RecordPartition { get; init; }

    /// <summary>Offset of the schema-change record.</summary>
    public long RecordOffset { get; init; }

    /// <summary>True when the source has dropped the table; the columns are the last it had.</summary>
    public bool IsDropped { get; init; }

    /// <summary>A column by name, or null.</summary>
    public SourceColumn? Find(string column) => _byName.GetValueOrDefault(column);
}
