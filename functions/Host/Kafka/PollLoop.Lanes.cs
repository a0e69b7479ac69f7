using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>How the poll thread opens, pauses and resumes its lanes.</summary>
internal sealed partial class PollLoop
{
    private void BeginOpening(PartitionLane lane)
    {
        var consumer = _consumer!;
        _ = Task.Run(async () =>
        {
            if (await opening.RunAsync(lane, consumer) is { } opened)
            {
                _opened.Enqueue(opened);
            }
        });
    }

    private void OpenLanes()
    {
        for (var waiting = _opened.Count; waiting > 0 && _opened.TryDequeue(out var opened); waiting--)
        {
            if (opened.Lane.State != LaneState.Opening)
            {
                continue;
            }

            try
            {
                _consumer!.Seek(new TopicPartitionOffset(opened.Lane.Partition, opened.Offset));
                opened.Lane.Open(opened.Offset);
                Resume(opened.Lane);
            }
            catch (KafkaException early) when (!early.Error.IsFatal)
            {
                // The client has not begun to fetch this partition yet: seek again in the next round.
                _lastError = early.Error.Reason;
                _opened.Enqueue(opened);
            }
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

    private void PauseAssigned()
    {
        if (_assigned.Count > 0)
        {
            Pause(_assigned.Where(lane => lane.State is LaneState.Opening));
            _assigned.Clear();
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
