namespace CdcFunctions.Operations.Configuration;

/// <summary>How to reach the brokers.</summary>
public sealed record KafkaOptions
{
    /// <summary>Bootstrap servers, comma separated.</summary>
    public string Brokers { get; init; } = "localhost:9092";

    /// <summary>Consumer group; also the name checkpoints are kept under.</summary>
    public string ConsumerGroup { get; init; } = "cdcfunctions";

    /// <summary>Where to begin without any stored offset: <c>earliest</c> or <c>latest</c>.</summary>
    public string AutoOffsetReset { get; init; } = "earliest";

    /// <summary>Any librdkafka property, passed through as it is (<c>security.protocol</c>, <c>sasl.username</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
