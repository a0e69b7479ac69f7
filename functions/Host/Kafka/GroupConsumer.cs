using CdcFunctions.Changes;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>The consumer of Confluent.Kafka, as the poll loop needs it.</summary>
internal sealed class GroupConsumer(IConsumer<RecordBytes, RecordBytes> consumer) : IGroupConsumer
{
    public ConsumeResult<RecordBytes, RecordBytes>? Poll(TimeSpan wait) => consumer.Consume(wait);

    public void Pause(IReadOnlyCollection<TopicPartition> partitions) => consumer.Pause(partitions);

    public void Resume(IReadOnlyCollection<TopicPartition> partitions) => consumer.Resume(partitions);

    public void Seek(TopicPartitionOffset position) => consumer.Seek(position);

    public long? KnownEnd(TopicPartition partition)
    {
        try
        {
            var end = consumer.GetWatermarkOffsets(partition).High;
            return end.IsSpecial ? null : end.Value;
        }
        catch (KafkaException)
        {
            // The client has not heard of the partition yet.
            return null;
        }
    }

    public void Close() => consumer.Close();

    public void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets) => consumer.Commit(offsets);

    public LogRange QueryRange(TopicPartition partition, bool withCommitted, TimeSpan timeout)
    {
        var limits = consumer.QueryWatermarkOffsets(partition, timeout);
        var committed = withCommitted ? consumer.Committed([partition], timeout)[0].Offset : Offset.Unset;
        return new LogRange(limits.Low.Value, limits.High.Value, committed.IsSpecial ? null : committed.Value);
    }

    public bool IsReachable(TimeSpan timeout)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            return admin.GetMetadata(timeout).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    public void Dispose() => consumer.Dispose();
}
