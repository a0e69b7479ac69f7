namespace CdcFunctions.Host.Kafka;

/// <summary>Where the positions of partitions are kept: in PostgreSQL, beside the rows, because Kafka's own commit cannot be part of their transaction.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IPartitionPositions
{
    /// <summary>Makes this process the only writer of the partition and tells where to go on. Throws while the store is away; the caller repeats it.</summary>
    Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation);

    /// <summary>Forgets the partition, when it goes to another worker or its lane opens anew.</summary>
    void Release(string consumerGroup, string topic, int partition);
}
