using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>The lanes of the assigned partitions. Changed by the poll thread alone; read by any through <see cref="All"/>.</summary>
internal sealed class LaneTable(ListenerOptions options)
{
    private const long LeastBytes = 256 * 1024;

    private readonly Dictionary<TopicPartition, PartitionLane> _lanes = [];
    private PartitionLane? _last;
    private volatile PartitionLane[] _all = [];

    /// <summary>All lanes, as a list that never changes.</summary>
    public IReadOnlyList<PartitionLane> All => _all;

    /// <summary>The lane of a record. Records come in runs of one partition, so the last lane is tried first.</summary>
    public PartitionLane? Find(string topic, Partition partition)
    {
        if (_last is { } last && last.Partition.Partition == partition && string.Equals(last.Partition.Topic, topic, StringComparison.Ordinal))
        {
            return last;
        }

        return _lanes.TryGetValue(new TopicPartition(topic, partition), out var lane) ? _last = lane : null;
    }

    /// <summary>Adds a lane.</summary>
    public void Add(PartitionLane lane)
    {
        _lanes[lane.Partition] = lane;
        Publish();
    }

    /// <summary>Removes the lanes of these partitions and returns them.</summary>
    public IReadOnlyList<PartitionLane> Remove(IEnumerable<TopicPartition> partitions)
    {
        var removed = new List<PartitionLane>();
        foreach (var partition in partitions)
        {
            if (_lanes.Remove(partition, out var lane))
            {
                removed.Add(lane);
            }
        }

        _last = null;
        Publish();
        return removed;
    }

    // Lanes share what the listener may hold, so that memory does not grow with the number of partitions.
    private void Publish()
    {
        _all = [.. _lanes.Values];
        var share = Math.Max(LeastBytes, options.QueueBytes / Math.Max(1, _all.Length));
        foreach (var lane in _all)
        {
            lane.ByteLimit = Math.Min(share, 2L * options.MaxBatchBytes);
        }
    }
}
