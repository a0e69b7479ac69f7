namespace Microsoft.Azure.Functions.Worker;

/// <summary>Timestamp of a Kafka record.</summary>
public class KafkaTimestamp
{
    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long UnixTimestampMs { get; set; }

    /// <summary>Who set it.</summary>
    public KafkaTimestampType Type { get; set; }

    /// <summary>The same moment as a date.</summary>
    public DateTimeOffset DateTimeOffset => DateTimeOffset.FromUnixTimeMilliseconds(UnixTimestampMs);
}
