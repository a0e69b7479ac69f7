using System.Collections.Concurrent;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>Puts lanes whose start is known to that start, once the client really fetches their partitions.</summary>
/// <remarks>
/// A partition is assigned at the end of its log, and the client asks the broker where that is. A seek before the answer does not last: librdkafka
/// takes the answer for outdated, asks again and goes on at the end, and every record in between is skipped without a word. The first record or
/// end-of-partition mark tells that the question is settled.
/// </remarks>
internal sealed class LaneSeeking(TimeProvider time, BrokerWatch broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Waiting> _waiting = new();

    /// <summary>Whether a lane waits to be put to its start.</summary>
    public bool IsBusy => !_waiting.IsEmpty;

    /// <summary>Takes a lane. Any thread.</summary>
    public void Add(OpenedLane opened) => _waiting.Enqueue(new Waiting(opened, time.GetTimestamp()));

    /// <summary>Seeks for the lanes that can be; the others wait for the next call. The poll thread's alone.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="opened">Called for each lane that stands at its start.</param>
    /// <exception cref="KafkaStalledException">The client has not begun to fetch a partition in all this time, though a broker answers.</exception>
    public void Run(IGroupConsumer consumer, Action<PartitionLane> opened)
    {
        for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var waiting); count--)
        {
            var lane = waiting.Opened.Lane;
            if (lane.State != LaneState.Opening)
            {
                continue;
            }

            if (lane.IsFetching && TrySeek(consumer, waiting.Opened))
            {
                lane.Open(waiting.Opened.Offset);
                opened(lane);
                continue;
            }

            _waiting.Enqueue(Patient(waiting));
        }
    }

    private static bool TrySeek(IGroupConsumer consumer, OpenedLane opened)
    {
        try
        {
            consumer.Seek(new TopicPartitionOffset(opened.Lane.Partition, opened.Offset));
            return true;
        }
        catch (KafkaException early) when (!early.Error.IsFatal)
        {
            return false;
        }
    }

    private Waiting Patient(Waiting waiting)
    {
        if (broker.Problem is not null)
        {
            return waiting with { Since = time.GetTimestamp() };
        }

        var lane = waiting.Opened.Lane.Partition;
        return time.GetElapsedTime(waiting.Since) < Patience
            ? waiting
            : throw new KafkaStalledException($"the client has not begun to fetch {lane.Topic}/{lane.Partition.Value} within {Patience.TotalSeconds:0} s");
    }

    private readonly record struct Waiting(OpenedLane Opened, long Since);
}
