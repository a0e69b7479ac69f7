using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>A dead letter whose row this transaction has locked.</summary>
/// <param name="Id">Number of the letter.</param>
/// <param name="ParkedAt">Start of the transaction that parked it, UTC: what was written later is newer where versions are equal.</param>
/// <param name="Record">The record as it is stored.</param>
/// <param name="IsWhole">False when values of the record were masked or withheld before it was stored.</param>
/// <param name="Epoch">Epoch of the lane that parked it; 0 for letters older than this column.</param>
/// <param name="ConsumerGroup">Group that consumed it.</param>
internal sealed record ClaimedLetter(long Id, DateTime ParkedAt, SourceRecord Record, bool IsWhole, long Epoch, string ConsumerGroup);
