using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>How to reach the brokers.</summary>
public sealed record KafkaOptions
{
    /// <summary>Records of one batch, when nothing else is said.</summary>
    public const int DefaultMaxBatchSize = 5_000;

    /// <summary>Bytes of one batch, when nothing else is said.</summary>
    public const int DefaultMaxBatchBytes = 8 * 1024 * 1024;

    /// <summary>Bootstrap servers, comma separated.</summary>
    public string Brokers { get; init; } = "localhost:9092";

    /// <summary>Consumer group; also the name checkpoints are kept under.</summary>
    public string ConsumerGroup { get; init; } = "cdcfunctions";

    /// <summary>Where to begin without any stored offset: <c>earliest</c> or <c>latest</c>.</summary>
    public string AutoOffsetReset { get; init; } = "earliest";

    /// <summary>Most records of one batch.</summary>
    [Range(1, 100_000)]
    public int MaxBatchSize { get; init; } = DefaultMaxBatchSize;

    /// <summary>Most bytes of one batch, keys and values together.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxBatchBytes { get; init; } = DefaultMaxBatchBytes;

    /// <summary>Any librdkafka property, passed through as it is (<c>security.protocol</c>, <c>sasl.username</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
