using System.Runtime.InteropServices;
using CdcFunctions.Changes;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>A record on its way through a lane; an object of the programming model is made of it only when its batch begins.</summary>
/// <param name="Offset">Offset in the partition.</param>
/// <param name="Key">Key.</param>
/// <param name="Value">Value.</param>
/// <param name="TimestampMs">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="TimestampType">Who set the timestamp.</param>
/// <param name="LeaderEpoch">Leader epoch, when the broker told it.</param>
/// <param name="Headers">Headers in order.</param>
internal readonly record struct ConsumedRecord(
    long Offset, RecordBytes Key, RecordBytes Value, long TimestampMs, KafkaTimestampType TimestampType, int? LeaderEpoch, KafkaHeader[] Headers)
{
    // Size of what is around the bytes: here, and the record that is made of it.
    private const int Overhead = 160;

    /// <summary>Memory it holds, in bytes.</summary>
    public int Size
    {
        get
        {
            var size = Overhead + Key.Length + Value.Length;
            foreach (var header in Headers ?? [])
            {
                size += Overhead + header.Key.Length + (header.Value?.Length ?? 0);
            }

            return size;
        }
    }

    /// <summary>The record as the client gave it; key and value are still lent.</summary>
    public static ConsumedRecord From(ConsumeResult<RecordBytes, RecordBytes> polled)
    {
        var message = polled.Message;
        return new ConsumedRecord(
            polled.Offset.Value,
            message.Key,
            message.Value,
            message.Timestamp.UnixTimestampMs,
            (KafkaTimestampType)message.Timestamp.Type,
            polled.LeaderEpoch,
            message.Headers is { Count: > 0 } headers ? [.. headers.Select(header => new KafkaHeader { Key = header.Key, Value = header.GetValueBytes() })] : []);
    }

    /// <summary>The programming model's record; its topic is the lane's string, so that not every record holds one of its own.</summary>
    public KafkaRecord ToKafkaRecord(string topic, int partition, RecordLease lease) => new(TimestampMs, TimestampType, Segment(Key), Segment(Value), lease)
    {
        Topic = topic,
        Partition = partition,
        Offset = Offset,
        LeaderEpoch = LeaderEpoch,
        Headers = Headers ?? [],
    };

    private static ArraySegment<byte> Segment(RecordBytes bytes)
        => !bytes.IsNull && MemoryMarshal.TryGetArray(bytes.Memory, out var segment) ? segment : default;
}
