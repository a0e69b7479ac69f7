namespace CdcFunctions.Host.Kafka;

/// <summary>What the listeners do right now, for health, metrics and the status page.</summary>
public interface IKafkaListeners
{
    /// <summary>One snapshot for each listener. Thread-safe.</summary>
    IReadOnlyList<ListenerSnapshot> Snapshots();
}
