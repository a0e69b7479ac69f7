using CdcFunctions.Changes;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>A member of a consumer group, as the poll loop needs it. All but the last three members belong to the poll thread.</summary>
internal interface IGroupConsumer : IDisposable
{
    /// <summary>The next record or end-of-partition mark, within the wait; serves the group meanwhile. Its bytes hold until the next call.</summary>
    ConsumeResult<RecordBytes, RecordBytes>? Poll(TimeSpan wait);

    /// <summary>Stops fetching; what was fetched and not polled is dropped and fetched again later.</summary>
    void Pause(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Fetches again.</summary>
    void Resume(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Continues at an offset.</summary>
    void Seek(TopicPartitionOffset position);

    /// <summary>End of the log as last seen by a fetch; null when unknown. Asks nobody.</summary>
    long? KnownEnd(TopicPartition partition);

    /// <summary>Leaves the group.</summary>
    void Close();

    /// <summary>Commits offsets and waits for the answer. Any thread.</summary>
    void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets);

    /// <summary>Asks the broker for the log's limits and, when wanted, the group's committed offset. Any thread.</summary>
    LogRange QueryRange(TopicPartition partition, bool withCommitted, TimeSpan timeout);

    /// <summary>Whether any broker answers. Any thread.</summary>
    bool IsReachable(TimeSpan timeout);
}
