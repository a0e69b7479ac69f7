namespace CdcFunctions.Postgres.Failures;

/// <summary>What shows that an outage is over, before a batch tries.</summary>
public enum RecoverySign
{
    /// <summary>Only a batch can show it.</summary>
    Batch,

    /// <summary>A connection that answers.</summary>
    Answer,

    /// <summary>A connection that may write.</summary>
    Writable,
}
