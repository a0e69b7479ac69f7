using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>What happens to a member of a group. Called while polling or closing, on that thread.</summary>
internal interface IGroupEvents
{
    /// <summary>Partitions come. Their fetching begins where the answer says.</summary>
    IEnumerable<TopicPartitionOffset> Assigned(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Partitions go, in agreement: offsets may still be committed.</summary>
    void Revoked(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Partitions are gone: somebody else may have them.</summary>
    void Lost(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Something is wrong with a broker or the client.</summary>
    void Failed(Error error);
}
