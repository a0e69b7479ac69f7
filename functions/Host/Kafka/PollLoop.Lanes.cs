using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>How the poll thread opens, pauses and resumes its lanes.</summary>
internal sealed partial class PollLoop
{
    private void BeginOpening(PartitionLane lane)
    {
        var consumer = _consumer!;
        _ = setup.Threads.RunAsync(async () =>
        {
            if (await opening.RunAsync(lane, consumer) is { } opened)
            {
                _seeking.Add(opened);
            }
        });
    }

    // The lane has no place for records yet, so fetching rests until it has.
    private void Begun(PartitionLane lane)
    {
        lane.IsFetching = true;
        if (lane.State == LaneState.Opening)
        {
            Pause([lane]);
        }
    }

    private void End(PartitionLane lane, long offset)
    {
        broker.Answered();
        lane.LogEnd = offset;
        if (lane.Edge is { } edge && !lane.Gaps.MayFollow(edge, offset))
        {
            LookAgain(lane, lane.Expected, offset);
            return;
        }

        lane.ReachedEnd(offset);
    }

    private void LookAgain(PartitionLane lane, long expected, long found)
    {
        Log.Gap(logger, lane.Partition.Topic, lane.Partition.Partition.Value, expected, found);
        try
        {
            _consumer!.Seek(new TopicPartitionOffset(lane.Partition, expected));
        }
        catch (KafkaException early) when (!early.Error.IsFatal)
        {
            // What comes next shows the gap again, and is sought again. That is no second look: the client may hand out the same record once more.
            lane.Gaps.CouldNotLook();
            _lastError = early.Error.Reason;
        }
    }

    private void ResumeLanes()
    {
        if (_paused.Count == 0)
        {
            return;
        }

        foreach (var lane in _paused.Where(lane => lane.State == LaneState.Running && lane.IsHalfEmpty).ToList())
        {
            Resume(lane);
        }
    }

    private void Pause(IEnumerable<PartitionLane> lanes)
    {
        var running = lanes.Where(lane => _paused.Add(lane)).ToList();
        if (running.Count > 0)
        {
            _consumer!.Pause([.. running.Select(lane => lane.Partition)]);
            running.ForEach(lane => lane.IsPaused = true);
        }
    }

    private void Resume(PartitionLane lane)
    {
        _paused.Remove(lane);
        lane.IsPaused = false;
        _consumer!.Resume([lane.Partition]);
    }
}
