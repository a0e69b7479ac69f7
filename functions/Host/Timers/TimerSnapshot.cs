namespace CdcFunctions.Host.Timers;

/// <summary>One timer function at one moment.</summary>
public sealed record TimerSnapshot
{
    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>Its schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>Slot that is due next; null before the listener has found it out.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>When this process ran it last; null when it has not.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>Whether it runs in this process now.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Error of the last run or of the store; null when all is well.</summary>
    public string? LastError { get; init; }
}
