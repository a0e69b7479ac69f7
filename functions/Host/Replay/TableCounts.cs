namespace CdcFunctions.Host.Replay;

/// <summary>What became of the events of one target table; the five outcomes add up to the events that came in.</summary>
public sealed record TableCounts
{
    /// <summary>Target schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Events consumed.</summary>
    public long EventsIn { get; init; }

    /// <summary>Events that wrote their row.</summary>
    public long Applied { get; init; }

    /// <summary>Events that a newer one of the same row had overtaken.</summary>
    public long Superseded { get; init; }

    /// <summary>Events that deleted their row.</summary>
    public long Deleted { get; init; }

    /// <summary>Events parked in the dead-letter table.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Tombstones, heartbeats and other records without a change, and those a policy drops.</summary>
    public long WithoutChange { get; init; }
}
