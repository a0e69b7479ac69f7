namespace CdcFunctions.Operations.Configuration;

/// <summary>What of a source's transactions stays together in the target.</summary>
public enum TransactionMode
{
    /// <summary>Each row goes by itself, as soon as it arrives.</summary>
    PerRow,

    /// <summary>All rows of a transaction become visible in one commit.</summary>
    Atomic,
}
