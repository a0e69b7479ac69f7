using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>Makes the programming model's record of a polled one.</summary>
internal static class ConsumedRecord
{
    /// <summary>The record; its topic is the lane's string, so that not every record holds one of its own.</summary>
    public static KafkaRecord From(ConsumeResult<byte[]?, byte[]?> polled, string topic)
    {
        var message = polled.Message;
        var record = new KafkaRecord(message.Timestamp.UnixTimestampMs, (KafkaTimestampType)message.Timestamp.Type)
        {
            Topic = topic,
            Partition = polled.Partition.Value,
            Offset = polled.Offset.Value,
            Key = message.Key,
            Value = message.Value,
            LeaderEpoch = polled.LeaderEpoch,
        };
        if (message.Headers is { Count: > 0 } headers)
        {
            record.Headers = [.. headers.Select(header => new KafkaHeader { Key = header.Key, Value = header.GetValueBytes() })];
        }

        return record;
    }
}
