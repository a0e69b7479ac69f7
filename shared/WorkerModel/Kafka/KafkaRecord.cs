namespace Microsoft.Azure.Functions.Worker;

/// <summary>One Kafka record with everything the broker told about it; key and value are raw bytes.</summary>
public class KafkaRecord
{
    private long _timestampMs;
    private KafkaTimestampType _timestampType;
    private KafkaTimestamp? _timestamp;

    /// <summary>A record to be filled by property.</summary>
    public KafkaRecord()
    {
    }

    /// <summary>A record as our host consumes it. The timestamp becomes an object only when somebody asks for it.</summary>
    internal KafkaRecord(long timestampMs, KafkaTimestampType timestampType)
    {
        _timestampMs = timestampMs;
        _timestampType = timestampType;
    }

    /// <summary>Topic it was read from.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Partition it was read from.</summary>
    public int Partition { get; set; }

    /// <summary>Offset in the partition.</summary>
    public long Offset { get; set; }

    /// <summary>Key bytes, or null.</summary>
    public byte[]? Key { get; set; }

    /// <summary>Value bytes, or null for a tombstone.</summary>
    public byte[]? Value { get; set; }

    /// <summary>Timestamp.</summary>
    public KafkaTimestamp Timestamp
    {
        get => _timestamp ??= new KafkaTimestamp { UnixTimestampMs = _timestampMs, Type = _timestampType };
        set => _timestamp = value;
    }

    /// <summary>Headers in order; empty when there are none.</summary>
    public KafkaHeader[] Headers { get; set; } = [];

    /// <summary>Leader epoch, when the broker told it.</summary>
    public int? LeaderEpoch { get; set; }
}
