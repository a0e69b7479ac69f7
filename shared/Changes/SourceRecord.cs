namespace CdcFunctions.Changes;

/// <summary>One consumed Kafka record, independent of the client that read it. Its bytes are lent: they hold until the call that was given the record has returned.</summary>
/// <param name="Topic">Full topic name.</param>
/// <param name="Partition">Partition number.</param>
/// <param name="Offset">Offset in the partition.</param>
/// <param name="Key">Key bytes as on the wire, or null.</param>
/// <param name="Value">Value bytes as on the wire, or null for a tombstone record.</param>
/// <param name="TimestampMs">Broker or producer timestamp, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Headers">Headers in order, or null when there are none.</param>
public readonly record struct SourceRecord(
    string Topic,
    int Partition,
    long Offset,
    RecordBytes Key,
    RecordBytes Value,
    long TimestampMs,
    IReadOnlyList<RecordHeader>? Headers = null);
