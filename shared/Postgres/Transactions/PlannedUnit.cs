using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Records that are committed together: a whole transaction, or records of none.</summary>
/// <param name="Id">The transaction; null for records of none, each of which stands for itself.</param>
/// <param name="IsStaged">True when the transaction began in an earlier batch: its first records are in the stage.</param>
/// <param name="Records">Indices of its records in the batch, in order.</param>
internal sealed record PlannedUnit(TransactionId? Id, bool IsStaged, List<int> Records)
{
    /// <summary>True when the transaction, or a later one, was released before.</summary>
    public bool IsRepeat { get; init; }
}
