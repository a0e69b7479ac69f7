using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Letters that are replayed together or not at all.</summary>
/// <param name="Transaction">The source's transaction that they are; null for a letter by itself.</param>
/// <param name="Letters">They, in order of arrival.</param>
internal sealed record ReplayUnit(TransactionId? Transaction, IReadOnlyList<ReplayCandidate> Letters);
