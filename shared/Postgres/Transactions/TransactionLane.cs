using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>One partition of an atomic source as this process works on it.</summary>
internal sealed class TransactionLane(SourceEntry source) : IDisposable
{
    /// <summary>One works on the partition at a time: its lane, or the clock.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>The source.</summary>
    public SourceEntry Source { get; } = source;

    /// <summary>The lease that <see cref="Open"/> was read under; null when it must be read.</summary>
    public PartitionLease? Lease { get; set; }

    /// <summary>Open transactions.</summary>
    public OpenTransactions Open { get; set; } = new();

    /// <summary>What the END of the first open transaction missed; empty when none was seen.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>How long they may still be open.</summary>
    public TransactionWaits Waits { get; } = new(source.Options.TransactionTimeout);

    /// <summary>Transactions that were reported as overdue.</summary>
    public HashSet<TransactionId> Reported { get; } = [];

    /// <summary>Wakes when a transaction's time is up.</summary>
    public ITimer? Clock { get; set; }

    /// <summary>Waits for <see cref="Gate"/>, which the caller releases.</summary>
    /// <remarks>
    /// The wait itself is not given up: who is inside ends within the timeouts of its statements, and a semaphore's wait that can be given up
    /// goes on over the thread pool, where the simulation could not follow.
    /// </remarks>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        await Gate.WaitAsync(CancellationToken.None);
        if (cancellation.IsCancellationRequested)
        {
            Gate.Release();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Clock?.Dispose();
        Gate.Dispose();
    }
}
