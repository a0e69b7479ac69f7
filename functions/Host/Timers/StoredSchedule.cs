namespace CdcFunctions.Host.Timers;

/// <summary>What the store knows of a timer function.</summary>
/// <param name="Schedule">The schedule as it was written then.</param>
/// <param name="LastRun">When the function ran last; null before the first run.</param>
/// <param name="NextRun">The slot that is due next; null when none was stored.</param>
/// <param name="LastUpdated">When this was written; null when never.</param>
public sealed record StoredSchedule(string Schedule, DateTimeOffset? LastRun, DateTimeOffset? NextRun, DateTimeOffset? LastUpdated);
