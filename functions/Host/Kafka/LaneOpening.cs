using CdcFunctions.Host.Functions;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Finds out where a lane begins: takes the partition's epoch in PostgreSQL and compares the stored offset with the broker's log. Repeats for as long as either is away.</summary>
internal sealed partial class LaneOpening(
    string consumerGroup, IPartitionPositions positions, ListenerOptions options, TimeProvider time, ThreadProvider threads, Random chance, ILogger logger)
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(10);

    // A rebalance can bring hundreds of lanes at once; each takes a connection to PostgreSQL and then blocks a thread of the pool.
    private readonly Turns _turns = new(4);

    /// <summary>Returns the lane's start; null when the lane closed meanwhile or stopped on a missing offset.</summary>
    public async Task<OpenedLane?> RunAsync(PartitionLane lane, IGroupConsumer consumer)
    {
        var (topic, partition) = (lane.Partition.Topic, lane.Partition.Partition.Value);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(lane, consumer);
            }
            catch (Exception) when (lane.State is LaneState.Closing or LaneState.Closed)
            {
                // The next owner takes the partition over; an epoch taken too late is corrected when it is fenced and asks again.
                positions.Release(consumerGroup, topic, partition);
                return null;
            }
            catch (Exception cause)
            {
                var delay = options.Restart.Before(attempt, chance);
                lane.Struggle($"waits for its position: {FailureText.Of(cause)}");
                Log.Waiting(logger, topic, partition, FailureText.Of(cause), delay);
                if (!await WaitAsync(delay, lane.Stopping))
                {
                    return null;
                }
            }
        }
    }

    private OpenedLane? Decide(PartitionLane lane, PartitionPosition position, LogRange log)
    {
        var (topic, partition) = (lane.Partition.Topic, lane.Partition.Partition.Value);
        var start = StartDecision.Of(position.NextOffset, log, options);
        if (start.Offset is not { } offset)
        {
            Log.OffsetMissing(logger, topic, partition, start.Problem!);
            lane.Fault(new LaneFault($"{start.Problem}. Set Kafka__MissingOffset to earliest or latest to go on without them, or reconcile the table first", options.RetryFaultedAfter));
            return null;
        }

        if (start.Problem is not null)
        {
            Log.OffsetReplaced(logger, topic, partition, start.Problem, options.MissingOffset, offset);
        }

        lane.LogEnd = log.End;
        Log.Opening(logger, topic, partition, position.Epoch, offset, position.NextOffset is not null ? "PostgreSQL" : log.Committed is not null ? "Kafka" : "the start of the log");
        return new OpenedLane(lane, offset);
    }

    private async Task<OpenedLane?> AskAsync(PartitionLane lane, IGroupConsumer consumer)
    {
        await _turns.TakeAsync(lane.Stopping);
        try
        {
            var position = await positions.AcquireAsync(consumerGroup, lane.Partition.Topic, lane.Partition.Partition.Value, lane.Stopping);
            var log = await threads.RunAsync(() => consumer.QueryRange(lane.Partition, position.NextOffset is null, QueryTimeout), lane.Stopping);
            return Decide(lane, position, log);
        }
        finally
        {
            _turns.GiveBack();
        }
    }

    private async Task<bool> WaitAsync(TimeSpan delay, CancellationToken stopping)
    {
        await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !stopping.IsCancellationRequested;
    }
}
