namespace Microsoft.Azure.Functions.Worker;

/// <summary>One Kafka record with everything the broker told about it; key and value are raw bytes.</summary>
public class KafkaRecord
{
    private readonly RecordLease? _lease;
    private readonly long _timestampMs;
    private readonly KafkaTimestampType _timestampType;
    private KafkaTimestamp? _timestamp;
    private ArraySegment<byte> _key;
    private ArraySegment<byte> _value;
    private byte[]? _keyCopy;
    private byte[]? _valueCopy;

    /// <summary>A record to be filled by property.</summary>
    public KafkaRecord()
    {
    }

    /// <summary>A record as our host consumes it: timestamp, key and value become objects only when somebody asks for them.</summary>
    /// <param name="timestampMs">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="timestampType">Who set it.</param>
    /// <param name="key">Key in a buffer of the host's, or an array of its own; without an array for null.</param>
    /// <param name="value">Value, the same.</param>
    /// <param name="lease">How long the buffers may be read; null when nothing is in one.</param>
    internal KafkaRecord(long timestampMs, KafkaTimestampType timestampType, ArraySegment<byte> key, ArraySegment<byte> value, RecordLease? lease)
    {
        _timestampMs = timestampMs;
        _timestampType = timestampType;
        (_key, _value, _lease) = (key, value, lease);
    }

    /// <summary>Topic it was read from.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Partition it was read from.</summary>
    public int Partition { get; set; }

    /// <summary>Offset in the partition.</summary>
    public long Offset { get; set; }

    /// <summary>Key bytes, or null.</summary>
    public byte[]? Key
    {
        get => Own(_key, ref _keyCopy);
        set => _key = value is null ? default : new ArraySegment<byte>(value);
    }

    /// <summary>Value bytes, or null for a tombstone.</summary>
    public byte[]? Value
    {
        get => Own(_value, ref _valueCopy);
        set => _value = value is null ? default : new ArraySegment<byte>(value);
    }

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

    /// <summary>Timestamp in milliseconds since 1970-01-01 UTC, without an object for it.</summary>
    internal long TimestampMs => _timestamp?.UnixTimestampMs ?? _timestampMs;

    /// <summary>Key without a copy, to be read until the function returns; without an array for null.</summary>
    internal ArraySegment<byte> KeyBytes => Borrowed(_key);

    /// <summary>Value without a copy, to be read until the function returns; without an array for null.</summary>
    internal ArraySegment<byte> ValueBytes => Borrowed(_value);

    private static bool IsOwn(ArraySegment<byte> bytes) => bytes.Array is null || bytes.Count == bytes.Array.Length;

    private ArraySegment<byte> Borrowed(ArraySegment<byte> bytes)
    {
        if (!IsOwn(bytes))
        {
            _lease?.Require();
        }

        return bytes;
    }

    // Several threads may read one record: whoever comes second may copy again, and both see whole arrays.
    private byte[]? Own(ArraySegment<byte> bytes, ref byte[]? copy)
        => IsOwn(bytes) ? bytes.Array : copy ??= _lease is null ? bytes.ToArray() : _lease.Copy(bytes);
}
