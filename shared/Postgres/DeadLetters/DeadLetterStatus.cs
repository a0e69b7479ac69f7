namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>The words of <c>cdc.dead_letter.status</c>.</summary>
public static class DeadLetterStatus
{
    /// <summary>Nobody has dealt with it yet.</summary>
    public const string Pending = "pending";

    /// <summary>A replay could not apply it either; it is still open.</summary>
    public const string FailedAgain = "failed-again";

    /// <summary>A replay has settled it.</summary>
    public const string Replayed = "replayed";

    /// <summary>A person has decided that it is not needed.</summary>
    public const string Discarded = "discarded";

    /// <summary>Those that still wait for somebody.</summary>
    public static IReadOnlyList<string> Open { get; } = [Pending, FailedAgain];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, FailedAgain, Replayed, Discarded];
}
