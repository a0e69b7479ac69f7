using System.Collections.Concurrent;
using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Applies the records of an atomic source so that every transaction becomes visible in one commit, or not at all.</summary>
/// <remarks>
/// Records of a transaction that has not ended are staged in PostgreSQL in the commit that moves the checkpoint past them: what this class holds in
/// memory can be read again from there. Thread-safe.
/// </remarks>
public sealed partial class TransactionApplier : IDisposable
{
    // As many records as one batch may bring are read back at once; a larger transaction is streamed.
    private const long LargestInBatch = 5_000;

    private readonly TransactionCommit _commit;
    private readonly TransactionStage _stage;
    private readonly TransactionTally _tally;
    private readonly TimeProvider _time;
    private readonly ILogger<TransactionApplier> _logger;
    private readonly ConcurrentDictionary<PartitionKey, TransactionLane> _lanes = new();
    private readonly TransactionMarkReader _marks;
    private readonly TransactionPlanner _planner;

    private TransactionApplier(
        TransactionCommit commit, TransactionStage stage, TransactionPlanner planner, TransactionTally tally, TransactionMarkReader marks, TimeProvider time, ILogger<TransactionApplier> logger)
        => (_commit, _stage, _planner, _tally, _marks, _time, _logger) = (commit, stage, planner, tally, marks, time, logger);

    /// <summary>An applier with its parts.</summary>
    /// <param name="warehouse">PostgreSQL.</param>
    /// <param name="targets">Target tables.</param>
    /// <param name="applied">Counts of records.</param>
    /// <param name="tally">Counts of transactions.</param>
    /// <param name="time">Clock for what waits.</param>
    /// <param name="logger">Log.</param>
    /// <param name="largestInBatch">Staged records of a transaction that are read back at once; one with more is streamed.</param>
    public static TransactionApplier Over(
        DbDataSource warehouse, ITargetBindings targets, ApplyTally applied, TransactionTally tally, TimeProvider time, ILogger<TransactionApplier> logger, long largestInBatch = LargestInBatch)
    {
        var (stage, marks) = (new TransactionStage(warehouse), new TransactionMarkReader());
        var commit = new TransactionCommit(new BatchTransaction(warehouse, targets), stage, new StagedRelease(warehouse, targets, marks), new ParkedRegister(warehouse), applied, tally, marks);
        return new TransactionApplier(commit, stage, new TransactionPlanner(largestInBatch), tally, marks, time, logger);
    }

    /// <summary>Takes over a partition: reads what is staged and starts the clock for transactions that wait.</summary>
    /// <exception cref="TopicLayoutException">The topic has more than one partition.</exception>
    public async Task ResumeAsync(PartitionLease lease, SourceEntry source, CancellationToken cancellation)
    {
        var lane = Lane(lease.Partition, source);
        await lane.EnterAsync(cancellation);
        try
        {
            lane.Lease = null;
            await HoldAsync(lane, lease, cancellation);
            Report(lane, lease);
        }
        finally
        {
            lane.Gate.Release();
        }
    }

    /// <summary>Stops the clock of a partition that goes to another worker.</summary>
    public void Forget(PartitionKey partition)
    {
        if (_lanes.TryRemove(partition, out var lane))
        {
            lane.Clock?.Dispose();
            _tally.Forget(partition);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    /// <summary>Applies records that follow the lease's offset.</summary>
    /// <exception cref="IncompleteTransactionException">A transaction ended, but changes are missing; all before it is applied.</exception>
    internal async Task ApplyAsync(PartitionLease lease, SourceEntry source, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        var lane = Lane(lease.Partition, source);
        await lane.EnterAsync(cancellation);
        try
        {
            await HoldAsync(lane, lease, cancellation);
            var marks = new TransactionMark[records.Length];
            for (var i = 0; i < marks.Length; i++)
            {
                marks[i] = _marks.Read(in records.Span[i]);
            }

            await ApplyRangeAsync(lane, records, marks, cancellation);
        }
        catch (Exception failure) when (failure is not IncompleteTransactionException)
        {
            // Whether the commit happened is not known; the stage tells.
            lane.Lease = null;
            throw;
        }
        finally
        {
            Report(lane, lease);
            lane.Gate.Release();
        }
    }

    private async Task ApplyRangeAsync(TransactionLane lane, ReadOnlyMemory<SourceRecord> records, ReadOnlyMemory<TransactionMark> marks, CancellationToken cancellation)
    {
        while (!records.IsEmpty)
        {
            var plan = _planner.Plan(lane.Open, marks.Span, _time.GetUtcNow());
            try
            {
                LogParked(lane, await _commit.RunAsync(lane.Lease!, lane.Source, plan, records, refused: null, cancellation));
            }
            catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
            {
                lane.Lease!.IsUncertain = false;
                if (plan.Count > 1)
                {
                    // Halves in order, each with its own commit: whole transactions stand, and the bad one is found in log2(n) steps.
                    var half = plan.Count / 2;
                    await ApplyRangeAsync(lane, records[..half], marks[..half], cancellation);
                    await ApplyRangeAsync(lane, records[half..plan.Count], marks[half..plan.Count], cancellation);
                    (records, marks) = (records[plan.Count..], marks[plan.Count..]);
                    continue;
                }

                LogParked(lane, await _commit.RunAsync(lane.Lease, lane.Source, plan, records, refused, cancellation));
            }

            lane.Open = plan.After;
            if (plan.EmptyEnds > 0)
            {
                Log.EmptyEnds(_logger, lane.Source.Options.Name, plan.EmptyEnds);
            }

            (records, marks) = (records[plan.Count..], marks[plan.Count..]);
            var settled = await SettleAsync(lane, plan, records, cancellation);
            (records, marks) = (records[settled..], marks[settled..]);
        }
    }

    // What stopped the plan: a large transaction is released; a short one waits, or goes as policy says. Returns the records it took.
    private async Task<int> SettleAsync(TransactionLane lane, BatchPlan plan, ReadOnlyMemory<SourceRecord> rest, CancellationToken cancellation)
    {
        if (plan.End == PlanEnd.Whole)
        {
            return 0;
        }

        var stopped = lane.Open.Find(plan.Stopped!.Id)!;
        if (plan.End == PlanEnd.Large)
        {
            var end = plan.EndFollows ? rest.Span[0].Offset + 1 : (long?)null;
            LogParked(lane, await _commit.ReleaseAsync(lane.Lease!, lane.Source, stopped, !lane.Open.IsRepeat(stopped.Id), end, isWhole: true, isParked: false, cancellation) ? 1 : 0);
            lane.Open.Close(stopped);
            return plan.EndFollows ? 1 : 0;
        }

        lane.Missing = plan.Missing;
        if (lane.Source.Options.IncompleteTransactions == IncompleteTransactionPolicy.Wait || !IsDue(lane, stopped))
        {
            throw new IncompleteTransactionException(
                $"Transaction {stopped.Id} of source {lane.Source.Options.Name} has ended, but changes are missing ({string.Join("; ", plan.Missing)}). Nothing of it is visible; the lane waits before its END at offset {rest.Span[0].Offset}. "
                + "Check that all its tables are routed to this topic. To go on without them set incompleteTransactions: apply or deadLetter.");
        }

        lane.Missing = [];
        await ReleaseByPolicyAsync(lane, stopped, rest.Span[0].Offset + 1, cancellation);
        return 1;
    }

    private async Task ReleaseByPolicyAsync(TransactionLane lane, OpenTransaction transaction, long? next, CancellationToken cancellation)
    {
        var isParked = lane.Source.Options.IncompleteTransactions == IncompleteTransactionPolicy.DeadLetter;
        isParked = await _commit.ReleaseAsync(lane.Lease!, lane.Source, transaction, !lane.Open.IsRepeat(transaction.Id), next, isWhole: false, isParked, cancellation);
        lane.Open.Close(transaction);
        Log.Released(_logger, transaction.Id.Text, lane.Source.Options.Name, transaction.Events, isParked ? "parked" : "applied");
    }

    private async Task HoldAsync(TransactionLane lane, PartitionLease lease, CancellationToken cancellation)
    {
        if (lease.Partition.Partition > 0)
        {
            throw TopicLayoutException.Of(lane.Source.Options.Name, lease.Partition.Topic, lease.Partition.Partition + 1);
        }

        if (!ReferenceEquals(lane.Lease, lease))
        {
            lane.Open = await _stage.LoadAsync(lease.Partition, lease.NextOffset, _marks, cancellation);
            lane.Lease = lease;
        }
    }

    private void LogParked(TransactionLane lane, int parked)
    {
        if (parked > 0)
        {
            Log.Parked(_logger, lane.Source.Options.Name, parked);
        }
    }

    private TransactionLane Lane(PartitionKey partition, SourceEntry source)
        => _lanes.GetOrAdd(partition, static (_, entry) => new TransactionLane(entry), source);

    private bool IsDue(TransactionLane lane, OpenTransaction transaction)
        => lane.Waits.Of(transaction, _time).IsOver;
}
