namespace CdcFunctions.Host.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Read">Records read so far.</param>
/// <param name="Delivered">Records a function has returned for.</param>
public sealed record ReplayProgress(long Read, long Delivered);
