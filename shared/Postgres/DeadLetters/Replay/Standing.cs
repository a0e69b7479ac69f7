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
    /// Equal versions (changes of one transaction) are decided by arrival. What was written after the letter was parked arrived later, unless a replay wrote it:
    /// that may have been of a letter which arrived before. What was written with it, by the same batch, may have come before or after: it stays, so that nothing
    /// newer is ever overwritten.
    /// </remarks>
    /// <param name="change">The parked change.</param>
    /// <param name="parkedAt">When it was parked.</param>
    /// <param name="isOfEarlierLetter">Tells of a time whether only letters that had arrived before this one were replayed then.</param>
    public bool Outlives(in RowHeader change, DateTime parkedAt, Func<DateTime, bool> isOfEarlierLetter)
        => IsNewer(change) || (IsTied(change, parkedAt) && (WrittenAt is not { } at || !isOfEarlierLetter(at)));

    /// <summary>True when the version does not tell which arrived later, and the time would say that this did.</summary>
    public bool IsTied(in RowHeader change, DateTime parkedAt) => Order(change) == 0 && (WrittenAt is null || WrittenAt >= parkedAt);

    private bool IsNewer(in RowHeader change) => Order(change) is null or > 0;

    private int? Order(in RowHeader change) => Version is { } version && Sequence is { } sequence ? (version, sequence).CompareTo((change.Version, change.Sequence)) : null;
}
