using CdcFunctions.Host.Functions;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Commits what lanes have handled to Kafka, for lag displays and scalers: at most one commit under way, none waited for by the poll thread.</summary>
internal sealed partial class OffsetCommits(IGroupConsumer consumer, ThreadProvider threads, ILogger logger)
{
    private Pending? _pending;

    /// <summary>Takes note of a finished commit and begins the next when lanes have moved. A refused one is repeated this way after the next poll.</summary>
    /// <returns>True when a commit has succeeded since the last call.</returns>
    public bool Tick(IEnumerable<PartitionLane> lanes)
    {
        if (_pending is { } pending)
        {
            if (!pending.Work.IsCompleted)
            {
                return false;
            }

            _pending = null;
            return Settle(pending);
        }

        _pending = Begin(lanes);
        return false;
    }

    /// <summary>Commits what is open for these lanes and waits for it, but not longer than the timeout. Failure is reported, not thrown: PostgreSQL knows better.</summary>
    public void Finish(IReadOnlyCollection<PartitionLane> lanes, TimeSpan timeout)
    {
        Wait(_pending, timeout);
        _pending = null;
        var last = Begin(lanes);
        Wait(last, timeout);
    }

    private Pending? Begin(IEnumerable<PartitionLane> lanes)
    {
        List<(PartitionLane Lane, long Offset)>? moved = null;
        foreach (var lane in lanes)
        {
            if (lane.CommittableOffset is { } offset && offset != lane.Committed)
            {
                (moved ??= []).Add((lane, offset));
            }
        }

        if (moved is null)
        {
            return null;
        }

        var offsets = moved.ConvertAll(item => new TopicPartitionOffset(item.Lane.Partition, item.Offset));
        return new Pending(moved, threads.RunAsync(() => consumer.Commit(offsets)));
    }

    private void Wait(Pending? pending, TimeSpan timeout)
    {
        if (pending is null)
        {
            return;
        }

        if (!threads.Wait([pending.Work], timeout))
        {
            Log.TimedOut(logger, timeout);
            return;
        }

        Settle(pending);
    }

    private bool Settle(Pending pending)
    {
        if (pending.Work.IsCompletedSuccessfully)
        {
            foreach (var (lane, offset) in pending.Lanes)
            {
                lane.Committed = offset;
            }

            return true;
        }

        var cause = pending.Work.Exception?.InnerException;
        if (cause is KafkaException { Error.Code: ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId })
        {
            Log.RefusedInRebalance(logger, cause.Message);
        }
        else
        {
            Log.Failed(logger, cause?.Message ?? "cancelled");
        }

        return false;
    }

    private sealed record Pending(List<(PartitionLane Lane, long Offset)> Lanes, Task Work);
}
