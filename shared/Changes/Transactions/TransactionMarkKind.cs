namespace CdcFunctions.Changes.Transactions;

/// <summary>What a record means for the transactions of its source.</summary>
public enum TransactionMarkKind : byte
{
    /// <summary>It belongs to none: a snapshot row, a heartbeat, a schema change, a null value.</summary>
    None,

    /// <summary>The record cannot be read, so nobody knows which transaction it is of.</summary>
    Unreadable,

    /// <summary>A transaction begins.</summary>
    Begin,

    /// <summary>A change of a transaction.</summary>
    Event,

    /// <summary>A transaction ends; it says how many changes it had.</summary>
    End,
}
