namespace CdcFunctions.Host.Kafka;

/// <summary>What the listeners do right now, for health and the list of functions.</summary>
public interface IKafkaListeners
{
    /// <summary>One snapshot for each listener. Thread-safe.</summary>
    IReadOnlyList<ListenerSnapshot> Snapshots();
}
