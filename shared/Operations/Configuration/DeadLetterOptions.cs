namespace CdcFunctions.Operations.Configuration;

/// <summary>Where dead letters go besides the table <c>cdc.dead_letter</c>.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>Kafka topic that each dead letter is sent to as well, at least once; null for none.</summary>
    public string? Topic { get; init; }
}
