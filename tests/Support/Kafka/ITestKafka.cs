namespace CdcFunctions.Support.Kafka;

/// <summary>A Kafka to test against.</summary>
public interface ITestKafka
{
    /// <summary>What it is, for the test's output.</summary>
    string Kind { get; }

    /// <summary>Address for clients.</summary>
    string BootstrapServers { get; }

    /// <summary>Creates a topic.</summary>
    /// <param name="topic">Its name.</param>
    /// <param name="partitions">Its partitions.</param>
    /// <param name="settings">Settings of the topic; a mock has none.</param>
    Task CreateTopicAsync(string topic, int partitions, Dictionary<string, string>? settings = null);
}
