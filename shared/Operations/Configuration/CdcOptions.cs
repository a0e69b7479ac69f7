namespace CdcFunctions.Operations.Configuration;

/// <summary>Everything <c>cdc.yaml</c> says, with defaults filled in.</summary>
public sealed record CdcOptions
{
    /// <summary>The warehouse.</summary>
    public PostgresOptions Postgres { get; init; } = new();

    /// <summary>The brokers.</summary>
    public KafkaOptions Kafka { get; init; } = new();

    /// <summary>The process itself.</summary>
    public HostOptions Host { get; init; } = new();

    /// <summary>The timer functions.</summary>
    public TimerOptions Timers { get; init; } = new();

    /// <summary>How long things are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>What is reported when it does not happen.</summary>
    public WatchOptions Watch { get; init; } = new();

    /// <summary>Where dead letters go besides their table.</summary>
    public DeadLetterOptions DeadLetters { get; init; } = new();

    /// <summary>The masks.</summary>
    public MaskingOptions Masking { get; init; } = new();

    /// <summary>What is replicated.</summary>
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];
}
