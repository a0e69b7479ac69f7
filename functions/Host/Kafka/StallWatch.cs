using CdcFunctions.Host.Functions;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Finds lanes for which nothing comes although the broker has more: seeks again, and gives the consumer up when that does not help.</summary>
/// <remarks>A client may lose a fetch when a broker crashes and the group forms anew; the lane would look idle for ever. Called by the poll thread alone.</remarks>
internal sealed partial class StallWatch(TimeProvider time, ThreadProvider threads, ILogger logger)
{
    private const int MostSeeks = 2;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PartitionLane, Quiet> _quiet = [];
    private Task<List<Found>> _asking = Task.FromResult<List<Found>>([]);

    /// <summary>Completes when the broker has answered what was asked.</summary>
    public Task Settled => _asking;

    /// <summary>Looks at the answers of the last round, and asks about lanes that have been silent since.</summary>
    /// <exception cref="KafkaStalledException">Seeking again has not helped.</exception>
    public void Tick(IReadOnlyList<PartitionLane> lanes, IGroupConsumer consumer)
    {
        if (!_asking.IsCompleted)
        {
            return;
        }

        foreach (var found in _asking.Result)
        {
            Judge(found, consumer);
        }

        var silent = Silent(lanes);
        _asking = silent.Count == 0 ? Task.FromResult<List<Found>>([]) : threads.RunAsync(() => Ask(silent, consumer));
    }

    private static List<Found> Ask(List<(PartitionLane Lane, long Position)> silent, IGroupConsumer consumer)
    {
        var found = new List<Found>();
        foreach (var (lane, position) in silent)
        {
            try
            {
                found.Add(new Found(lane, position, consumer.QueryRange(lane.Partition, withCommitted: false, QueryTimeout).End));
            }
            catch (KafkaException)
            {
                // A broker that does not answer is BrokerWatch's business.
                break;
            }
        }

        return found;
    }

    private List<(PartitionLane Lane, long Position)> Silent(IReadOnlyList<PartitionLane> lanes)
    {
        var silent = new List<(PartitionLane, long)>();
        foreach (var gone in _quiet.Keys.Except(lanes).ToList())
        {
            _quiet.Remove(gone);
        }

        foreach (var lane in lanes)
        {
            if (lane.FetchPosition is not { } position)
            {
                _quiet.Remove(lane);
            }
            else if (!_quiet.TryGetValue(lane, out var quiet) || quiet.Position != position)
            {
                _quiet[lane] = new Quiet(position, time.GetTimestamp(), 0);
            }
            else if (time.GetElapsedTime(quiet.Since) >= Silence)
            {
                _quiet[lane] = quiet with { Since = time.GetTimestamp() };
                silent.Add((lane, position));
            }
        }

        return silent;
    }

    private void Judge(Found found, IGroupConsumer consumer)
    {
        var (lane, position, end) = found;
        if (end <= position || lane.FetchPosition != position || !_quiet.TryGetValue(lane, out var quiet))
        {
            return;
        }

        var (topic, partition) = (lane.Partition.Topic, lane.Partition.Partition.Value);
        if (quiet.Seeks >= MostSeeks)
        {
            throw new KafkaStalledException($"{topic}/{partition} stands at offset {position} although the broker has records up to {end}, and seeking has not helped");
        }

        _quiet[lane] = quiet with { Seeks = quiet.Seeks + 1 };
        Log.Stalled(logger, topic, partition, position, end);
        try
        {
            consumer.Seek(new TopicPartitionOffset(lane.Partition, position));
            consumer.Resume([lane.Partition]);
        }
        catch (KafkaException refused) when (!refused.Error.IsFatal)
        {
            Log.NotSought(logger, topic, partition, refused.Error.Reason);
        }
    }

    private sealed record Quiet(long Position, long Since, int Seeks);

    private sealed record Found(PartitionLane Lane, long Position, long End);
}
