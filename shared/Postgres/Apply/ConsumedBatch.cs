using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Budget;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Records of one partition that are to be settled by one commit.</summary>
/// <param name="Lease">Right to write for the partition.</param>
/// <param name="Source">Source the topic belongs to, or null when no source covers it.</param>
/// <param name="Records">The records in offset order.</param>
/// <param name="Scope">What else the commit does.</param>
internal sealed record ConsumedBatch(PartitionLease Lease, SourceEntry? Source, ReadOnlyMemory<SourceRecord> Records, BatchScope Scope)
{
    /// <summary>Offsets of records that are applied one by one, not folded with others of their keys: a row that was folded from them was refused, and any may be the bad one.</summary>
    public HashSet<long> Apart { get; } = [];

    /// <summary>Where the checkpoint goes.</summary>
    public long Next => Scope.Next ?? Records.Span[^1].Offset + 1;

    /// <summary>Asks whether so many may become dead letters.</summary>
    /// <exception cref="FailureBudgetException">Too many: the batch waits.</exception>
    public void Check(FailureBudget budget, IEnumerable<DeadLetter> letters)
    {
        var (events, bad) = Scope.Weigh is { } weigh ? weigh(letters) : (Records.Length, FailureBudget.Bad(letters));
        budget.Check(Source, Lease.Partition.Topic, events, bad);
    }

    /// <summary>The records that are neither parked nor dropped for their age.</summary>
    public ReadOnlyMemory<SourceRecord> Without(IReadOnlyCollection<DeadLetter> letters, StaleEvents stale)
    {
        var bad = letters.Select(static letter => letter.Record.Offset).Concat(stale.Dropped).ToHashSet();
        return bad.Count == 0 ? Records : Records.ToArray().Where(record => !bad.Contains(record.Offset)).ToArray();
    }
}
