namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Which dead letters are meant. Every part that is set must hold; a list holds when one of its words does.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Consumer group that parked them.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>Numbers of single letters.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>Configured sources.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Topics.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Target or source tables, with or without schema.</summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>Partition.</summary>
    public int? Partition { get; init; }

    /// <summary>First offset.</summary>
    public long? FirstOffset { get; init; }

    /// <summary>Last offset.</summary>
    public long? LastOffset { get; init; }

    /// <summary>Reasons, such as <c>too-long</c>.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>SQLSTATEs, such as <c>23514</c>.</summary>
    public IReadOnlyList<string>? SqlStates { get; init; }

    /// <summary>Statuses.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = DeadLetterStatus.Open;

    /// <summary>Parked at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Parked before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Most letters to take, the oldest first.</summary>
    public int? Limit { get; init; }
}
