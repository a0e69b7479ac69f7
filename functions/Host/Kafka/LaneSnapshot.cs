namespace CdcFunctions.Host.Kafka;

/// <summary>One lane at one moment.</summary>
public sealed record LaneSnapshot
{
    /// <summary>Topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Where the lane stands.</summary>
    public required LaneState State { get; init; }

    /// <summary>First offset that the function has not handled; null while opening.</summary>
    public long? NextOffset { get; init; }

    /// <summary>Offset last committed to Kafka; null before the first commit.</summary>
    public long? CommittedOffset { get; init; }

    /// <summary>Records the broker holds beyond <see cref="NextOffset"/>; null while unknown.</summary>
    public long? LagEvents { get; init; }

    /// <summary>Records queued and running.</summary>
    public int QueuedRecords { get; init; }

    /// <summary>Their bytes.</summary>
    public long QueuedBytes { get; init; }

    /// <summary>Whether fetching is paused because the queue is full or the lane is not running.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Records handled since the lane was assigned.</summary>
    public long HandledRecords { get; init; }

    /// <summary>Bytes of keys and values handled since the lane was assigned.</summary>
    public long HandledBytes { get; init; }

    /// <summary>Batches handled since the lane was assigned.</summary>
    public long HandledBatches { get; init; }

    /// <summary>Failed attempts since the last success.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>When the failing began; null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Last error, without values; null while all is well.</summary>
    public string? LastError { get; init; }
}
