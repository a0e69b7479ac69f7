namespace CdcFunctions.Operations.Configuration;

/// <summary>What to do with a transaction whose events are not all there when its time is up.</summary>
public enum IncompleteTransactionPolicy
{
    /// <summary>It goes on waiting, and is reported.</summary>
    Wait,

    /// <summary>What is there is applied, in one commit.</summary>
    Apply,

    /// <summary>What is there is parked in the dead letters.</summary>
    DeadLetter,
}
