namespace CdcFunctions.Host.Kafka;

/// <summary>One listener at one moment.</summary>
public sealed record ListenerSnapshot
{
    /// <summary>Function it feeds.</summary>
    public required string Function { get; init; }

    /// <summary>Topics and patterns it subscribes to.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Consumer group.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>Bootstrap servers.</summary>
    public required string Brokers { get; init; }

    /// <summary>Where it stands.</summary>
    public required ListenerState State { get; init; }

    /// <summary>Its lanes, one per assigned partition.</summary>
    public required IReadOnlyList<LaneSnapshot> Lanes { get; init; }

    /// <summary>When the poll thread last came round; null before it first did.</summary>
    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>Since when there is no living consumer; null while there is one.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>Why no broker can be used, with its name; null while all is well.</summary>
    public string? BrokerProblem { get; init; }

    /// <summary>Last error of the consumer; null when there was none.</summary>
    public string? LastError { get; init; }

    /// <summary>Times the consumer was started anew.</summary>
    public int Restarts { get; init; }

    /// <summary>Records handed over a second, over the last seconds.</summary>
    public double RecordsPerSecond { get; init; }

    /// <summary>Records handed over since start.</summary>
    public long ConsumedRecords { get; init; }
}
