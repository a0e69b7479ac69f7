namespace CdcFunctions.Host.Replay;

/// <summary>What a replay handed over.</summary>
/// <param name="Records">Records in the recordings.</param>
/// <param name="Delivered">Records that went through a function.</param>
/// <param name="Batches">Calls that took.</param>
/// <param name="UnknownTopics">Records per topic that no configured source has; they were left out.</param>
public sealed record ReplaySummary(long Records, long Delivered, long Batches, IReadOnlyDictionary<string, long> UnknownTopics);
