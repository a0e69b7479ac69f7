namespace CdcFunctions.Postgres.Rules.Concealment;

/// <summary>What a dead letter holds of its record.</summary>
public enum PayloadState
{
    /// <summary>The bytes as they were on the wire.</summary>
    Original,

    /// <summary>Values of columns that never reach the target (excluded, or mask: null) were emptied. A replay does what the original would have done.</summary>
    Emptied,

    /// <summary>Values of masked columns were masked. A replay cannot bring back what they were, so it is refused.</summary>
    Masked,

    /// <summary>The record could not be read, so that nothing of it was stored but lengths and hashes. It cannot be replayed.</summary>
    Withheld,
}
