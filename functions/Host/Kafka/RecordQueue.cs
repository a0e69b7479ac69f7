using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>Records waiting in a lane, with the memory they hold. Not thread-safe: the lane guards it.</summary>
internal sealed class RecordQueue
{
    // Measured size of the objects around the bytes: the record, its arrays, its place in the queue.
    private const int Overhead = 160;

    private readonly Queue<KafkaRecord> _records = new();

    public int Count => _records.Count;

    public long Bytes { get; private set; }

    public static int SizeOf(KafkaRecord record)
    {
        var size = Overhead + (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
        foreach (var header in record.Headers)
        {
            size += Overhead + header.Key.Length + (header.Value?.Length ?? 0);
        }

        return size;
    }

    public void Add(KafkaRecord record)
    {
        _records.Enqueue(record);
        Bytes += SizeOf(record);
    }

    /// <summary>The oldest records up to both limits, at least one; null when there is none.</summary>
    public KafkaRecord[]? Take(int maxRecords, long maxBytes, out long bytes)
    {
        bytes = 0;
        var count = 0;
        foreach (var record in _records)
        {
            var size = SizeOf(record);
            if (count == maxRecords || (count > 0 && bytes + size > maxBytes))
            {
                break;
            }

            bytes += size;
            count++;
        }

        if (count == 0)
        {
            return null;
        }

        var batch = new KafkaRecord[count];
        for (var i = 0; i < count; i++)
        {
            batch[i] = _records.Dequeue();
        }

        Bytes -= bytes;
        return batch;
    }

    public void Clear()
    {
        _records.Clear();
        Bytes = 0;
    }
}
