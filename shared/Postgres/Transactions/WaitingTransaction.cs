namespace CdcFunctions.Postgres.Transactions;

/// <summary>A transaction that waits for the rest of its records.</summary>
/// <param name="Source">Configured source.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Id">The transaction's id: its commit LSN.</param>
/// <param name="Since">When its first record was taken in.</param>
/// <param name="Events">Changes that are here.</param>
/// <param name="Missing">What an END said is missing, by table; empty while no END was seen.</param>
/// <param name="IsOverdue">True when it has waited longer than the source's <c>transactionTimeout</c>.</param>
public sealed record WaitingTransaction(
    string Source, string Topic, string Id, DateTimeOffset Since, long Events, IReadOnlyList<string> Missing, bool IsOverdue);
