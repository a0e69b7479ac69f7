namespace CdcFunctions.Changes.Debezium;

/// <summary>Top-level properties that tell what a record is.</summary>
internal enum EnvelopeField : byte
{
    /// <summary>Nothing a decoder needs.</summary>
    Other,

    /// <summary>Row before the change.</summary>
    Before,

    /// <summary>Row after the change.</summary>
    After,

    /// <summary>Key inside the value (ScyllaDB's connector).</summary>
    Key,

    /// <summary>Operation.</summary>
    Op,

    /// <summary>Origin of the change.</summary>
    Source,

    /// <summary>Milliseconds; alone it is a heartbeat.</summary>
    TimeMs,

    /// <summary>Microseconds; ScyllaDB's legacy output fills it, its advanced output does not.</summary>
    TimeUs,

    /// <summary>BEGIN or END of a transaction.</summary>
    Status,

    /// <summary>Tables of a schema-change record.</summary>
    TableChanges,

    /// <summary>Kind of a notification.</summary>
    AggregateType,
}
