using System.Collections.Concurrent;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Telemetry;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Counts of whole transactions since the process started, and those that wait now.</summary>
/// <remarks>Thread-safe. Counted after the commit.</remarks>
public sealed class TransactionTally
{
    private readonly ConcurrentDictionary<PartitionKey, IReadOnlyList<WaitingTransaction>> _waiting = new();
    private long _applied;
    private long _withoutEnd;
    private long _incomplete;
    private long _parked;
    private long _emptyEnds;

    /// <summary>Transactions applied whole; one that the connector repeated counts again.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>Those among them that had no END: a later transaction told that they were over.</summary>
    public long WithoutEnd => Interlocked.Read(ref _withoutEnd);

    /// <summary>Transactions applied by policy although changes of them may be missing.</summary>
    public long Incomplete => Interlocked.Read(ref _incomplete);

    /// <summary>Transactions parked whole in the dead letters.</summary>
    public long Parked => Interlocked.Read(ref _parked);

    /// <summary>ENDs of which no change was here: repeated by a connector that started again, or the sign of a lost change.</summary>
    public long EmptyEnds => Interlocked.Read(ref _emptyEnds);

    /// <summary>Transactions that wait for the rest of their records.</summary>
    public IReadOnlyList<WaitingTransaction> Waiting => [.. _waiting.Values.SelectMany(static waiting => waiting).OrderBy(static waiting => waiting.Since)];

    internal void Add(long applied = 0, long withoutEnd = 0, long incomplete = 0, long parked = 0, long emptyEnds = 0)
    {
        TransactionMeter.Count(applied, incomplete, parked, withoutEnd, emptyEnds);
        Interlocked.Add(ref _applied, applied);
        Interlocked.Add(ref _withoutEnd, withoutEnd);
        Interlocked.Add(ref _incomplete, incomplete);
        Interlocked.Add(ref _parked, parked);
        Interlocked.Add(ref _emptyEnds, emptyEnds);
    }

    internal void Wait(PartitionKey partition, IReadOnlyList<WaitingTransaction> waiting) => _waiting[partition] = waiting;

    internal void Forget(PartitionKey partition) => _waiting.TryRemove(partition, out _);
}
