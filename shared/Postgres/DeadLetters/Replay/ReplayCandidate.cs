namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>A dead letter that is to be replayed: its number and where its record stood.</summary>
internal sealed record ReplayCandidate
{
    public required long Id { get; init; }

    public required string Topic { get; init; }

    public required int Partition { get; init; }

    public required long Offset { get; init; }

    /// <summary>Which of several letters of the offset it is, from 1: those after the first are of a topic made anew.</summary>
    public int Life { get; init; } = 1;
}
