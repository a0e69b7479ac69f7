namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>A dead letter as lists show it: everything but the record's own content.</summary>
public sealed record DeadLetterEntry
{
    /// <summary>Number.</summary>
    public required long Id { get; init; }

    /// <summary>Topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Offset in the partition.</summary>
    public required long Offset { get; init; }

    /// <summary>Configured source, when known.</summary>
    public string? Source { get; init; }

    /// <summary>Source table, when known.</summary>
    public string? SourceTable { get; init; }

    /// <summary>Target table, when known.</summary>
    public string? TargetTable { get; init; }

    /// <summary>Time of the record in Kafka.</summary>
    public DateTime? RecordTime { get; init; }

    /// <summary>Stable code.</summary>
    public required string Reason { get; init; }

    /// <summary>SQLSTATE, when PostgreSQL refused it.</summary>
    public string? SqlState { get; init; }

    /// <summary>What was wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; init; }

    /// <summary>One of <see cref="DeadLetterStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Replays so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was parked.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was last replayed.</summary>
    public DateTime? LastAttemptAt { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTime? ResolvedAt { get; init; }

    /// <summary>How it was settled.</summary>
    public string? Resolution { get; init; }
}
