using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Postgres.Transactions;

/// <content>Transactions whose records do not go on: reported, and released by policy when no record comes that would ask for it.</content>
public sealed partial class TransactionApplier
{
    private void Report(TransactionLane lane, PartitionLease lease)
    {
        if (lane.Lease is null || !_lanes.ContainsKey(lease.Partition))
        {
            return;
        }

        lane.Waits.Keep(lane.Open.All);
        lane.Missing = lane.Open.All.Count == 0 ? [] : lane.Missing;
        _tally.Wait(lease.Partition, [.. lane.Open.All.Select(open => new WaitingTransaction(
            lane.Source.Options.Name, lease.Partition.Topic, open.Id.Text, open.Since, open.Events, ReferenceEquals(open, lane.Open.All[0]) ? lane.Missing : [], IsDue(lane, open)))]);
        if (lane.Open.All.Count == 0)
        {
            lane.Clock?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var waits = lane.Open.All.Where(open => !lane.Reported.Contains(open.Id)).Select(open => lane.Waits.Of(open, _time).Left).ToList();
        if (waits.Count > 0)
        {
            lane.Clock ??= _time.CreateTimer(_ => _ = OverdueAsync(lane), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lane.Clock.Change(waits.Min(), Timeout.InfiniteTimeSpan);
        }
    }

    // A topic that stands still calls nobody: the clock asks instead. Its failures are those of any commit; the next record or the clock tries again.
    private async Task OverdueAsync(TransactionLane lane)
    {
        await lane.EnterAsync(CancellationToken.None);
        var lease = lane.Lease;
        try
        {
            if (lease is null)
            {
                return;
            }

            foreach (var open in lane.Open.All.Where(open => IsDue(lane, open)).ToList())
            {
                if (lane.Source.Options.IncompleteTransactions != IncompleteTransactionPolicy.Wait)
                {
                    await ReleaseByPolicyAsync(lane, open, next: null, CancellationToken.None);
                }
                else if (lane.Reported.Add(open.Id))
                {
                    Log.Overdue(_logger, open.Id.Text, lane.Source.Options.Name, open.Events, lane.Source.Options.TransactionTimeout);
                }
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or FencedException or TimeoutException)
        {
            lane.Lease = null;
            Log.ReleaseFailed(_logger, lane.Source.Options.Name, failure.Message);
        }
        finally
        {
            if (lease is not null)
            {
                Report(lane, lease);
            }

            lane.Gate.Release();
        }
    }
}
