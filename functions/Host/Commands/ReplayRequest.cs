namespace CdcFunctions.Host.Commands;

/// <summary>Arguments of <c>cdc replay</c>.</summary>
/// <param name="Files">Recordings, in the order given.</param>
/// <param name="BatchSize">Most records of one partition in one call.</param>
/// <param name="Group">Consumer group whose checkpoints count; the configuration's when null.</param>
public sealed record ReplayRequest(IReadOnlyList<string> Files, int BatchSize, string? Group);
