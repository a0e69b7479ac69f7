namespace CdcFunctions.Changes;

/// <summary>What a row of a batch carries besides its cells.</summary>
public struct RowHeader
{
    /// <summary>First half of the row version, from the source's own clock (Scylla and Cassandra: microseconds; SQL Server: high 64 bits of the commit LSN).</summary>
    public long Version { get; set; }

    /// <summary>Second half of the row version (SQL Server: the LSN's slot; else 0).</summary>
    public long Sequence { get; set; }

    /// <summary>When the source made the change, microseconds since 1970-01-01 UTC; for lag and staleness, never for order.</summary>
    public long SourceTimeUs { get; set; }

    /// <summary>Index of the record in the batch that was decoded.</summary>
    public int RecordIndex { get; set; }

    /// <summary>What the change does.</summary>
    public ChangeKind Kind { get; set; }

    /// <summary>True for a delete that stands for a row which a filter keeps out of the target.</summary>
    public bool IsDropped { get; set; }

    /// <summary>True for a row read by a snapshot.</summary>
    public bool IsSnapshot { get; set; }

    /// <summary>True when at least one non-key column is absent, so that the stored row keeps values.</summary>
    public bool IsPartial { get; set; }

    /// <summary>True for a change that was old when it came, by the table's <c>staleAfter</c>.</summary>
    public bool IsStale { get; set; }
}
