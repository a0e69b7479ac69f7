using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Ends lanes: lets what runs finish, then cancels it, then goes on without it. The fence in PostgreSQL refuses what an abandoned batch still tries to write.</summary>
internal sealed partial class LaneClosing(string consumerGroup, IPartitionPositions positions, ThreadProvider threads, ILogger logger)
{
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the running batches; those that need longer are cancelled. Afterwards offsets may be committed.</summary>
    /// <param name="lanes">Lanes to end.</param>
    /// <param name="patience">Time they have.</param>
    /// <param name="shorter">Time they have from the moment the whole host stops.</param>
    /// <param name="hurry">Cancelled at that moment.</param>
    public void Drain(IReadOnlyCollection<PartitionLane> lanes, TimeSpan patience, TimeSpan shorter, CancellationToken hurry)
    {
        var batches = lanes.Select(lane => lane.BeginClose()).ToList();
        if (!threads.Wait(batches, patience, hurry) && !(hurry.IsCancellationRequested && threads.Wait(batches, shorter, CancellationToken.None)))
        {
            Cancel(lanes);
        }
    }

    /// <summary>Cancels what runs and waits a moment for it to notice.</summary>
    public void Cancel(IReadOnlyCollection<PartitionLane> lanes)
    {
        var drained = lanes.Select(lane => (Lane: lane, Work: lane.BeginClose())).ToList();
        foreach (var (lane, work) in drained)
        {
            if (!work.IsCompleted)
            {
                lane.Cancel();
            }
        }

        threads.Wait(drained.Select(item => item.Work), CancelTimeout);
        foreach (var (lane, _) in drained.Where(item => !item.Work.IsCompleted))
        {
            Log.Abandoned(logger, lane.Partition.Topic, lane.Partition.Partition.Value);
        }
    }

    /// <summary>Forgets the lanes.</summary>
    public void Forget(IEnumerable<PartitionLane> lanes)
    {
        foreach (var lane in lanes)
        {
            lane.EndClose();
            positions.Release(consumerGroup, lane.Partition.Topic, lane.Partition.Partition.Value);
            lane.Dispose();
        }
    }
}
