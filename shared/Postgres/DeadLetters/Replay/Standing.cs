using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>A version that stands in the target for a key, as a row or as a tombstone, and when it was written.</summary>
/// <param name="Version">First half of the version; null in a row that this product never wrote.</param>
/// <param name="Sequence">Second half of the version.</param>
/// <param name="WrittenAt">Start of the transaction that wrote it, UTC.</param>
internal readonly record struct Standing(long? Version, long? Sequence, DateTime? WrittenAt)
{
    /// <summary>True when a parked change must not pass it.</summary>
    /// <remarks>
    /// Equal versions (changes of one transaction) are decided by arrival. What was written after the letter was parked arrived later. What was
    /// written with it, by the same batch, may have come before or after: it stays, so that nothing newer is ever overwritten.
    /// </remarks>
    /// <param name="change">The parked change.</param>
    /// <param name="parkedAt">When it was parked.</param>
    /// <param name="replayedAt">Start of the replay's own transaction: what it wrote before came before, in the order of arrival.</param>
    public bool Outlives(in RowHeader change, DateTime parkedAt, DateTime replayedAt)
    {
        if (Version is null || Sequence is null)
        {
            return true;
        }

        var order = (Version.Value, Sequence.Value).CompareTo((change.Version, change.Sequence));
        return order > 0 || (order == 0 && WrittenAt != replayedAt && (WrittenAt is null || WrittenAt >= parkedAt));
    }
}
