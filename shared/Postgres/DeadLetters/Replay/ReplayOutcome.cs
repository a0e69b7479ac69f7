namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>What became of a dead letter that was replayed.</summary>
public enum ReplayOutcome
{
    /// <summary>Its change stands in the target now.</summary>
    Applied,

    /// <summary>Newer data stood already, or another letter of the replay was newer: nothing was overwritten, the letter is settled.</summary>
    Superseded,

    /// <summary>The record carries no change of a row: the letter is settled.</summary>
    NothingToApply,

    /// <summary>It could not be applied this time either; the letter stays open, with the new reason.</summary>
    FailedAgain,

    /// <summary>Somebody else replayed or discarded it meanwhile.</summary>
    SettledElsewhere,
}
