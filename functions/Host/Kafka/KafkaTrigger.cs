using CdcFunctions.Host.Functions;

namespace CdcFunctions.Host.Kafka;

/// <summary>A Kafka trigger with its settings filled in.</summary>
internal sealed record KafkaTrigger
{
    /// <summary>The function.</summary>
    public required FunctionDescriptor Function { get; init; }

    /// <summary>Bootstrap servers.</summary>
    public required string Brokers { get; init; }

    /// <summary>Topic names and patterns.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Consumer group.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>Properties for librdkafka beyond those the host sets. May hold secrets: never printed.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}
