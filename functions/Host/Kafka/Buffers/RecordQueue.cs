using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>Records waiting in a lane, with the memory they hold. Not thread-safe: the lane guards it.</summary>
internal sealed class RecordQueue(TopicPartition partition, BufferPool pool)
{
    private readonly Queue<ConsumedRecord> _records = new();
    private readonly LaneBuffers _buffers = new(pool);

    public int Count => _records.Count;

    public long Bytes { get; private set; }

    /// <summary>Takes a record in, with its bytes, which may be used otherwise afterwards.</summary>
    public void Add(in ConsumedRecord record)
    {
        _records.Enqueue(record with { Key = _buffers.Keep(record.Key, record.Offset), Value = _buffers.Keep(record.Value, record.Offset) });
        Bytes += record.Size;
    }

    /// <summary>The oldest records up to both limits, at least one; null when there is none.</summary>
    public TakenBatch? Take(int maxRecords, long maxBytes)
    {
        var (bytes, count) = (0L, 0);
        foreach (var record in _records)
        {
            if (count == maxRecords || (count > 0 && bytes + record.Size > maxBytes))
            {
                break;
            }

            bytes += record.Size;
            count++;
        }

        if (count == 0)
        {
            return null;
        }

        var lease = new RecordLease();
        var batch = new KafkaRecord[count];
        for (var i = 0; i < count; i++)
        {
            batch[i] = _records.Dequeue().ToKafkaRecord(partition.Topic, partition.Partition.Value, lease);
        }

        Bytes -= bytes;
        return new TakenBatch(batch, bytes, lease, _buffers.Release(batch[^1].Offset));
    }

    public void Clear()
    {
        _records.Clear();
        _buffers.Forget();
        Bytes = 0;
    }
}
