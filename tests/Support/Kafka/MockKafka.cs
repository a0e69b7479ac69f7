using CdcFunctions.Host.Demo.Servers;

namespace CdcFunctions.Support.Kafka;

/// <summary>librdkafka's mock cluster in the test's own process: always there, at most 5 MiB a partition, no admin requests.</summary>
public sealed class MockKafka : ITestKafka, IDisposable
{
    /// <summary>The cluster, to inject faults into.</summary>
    public EmbeddedBroker Broker { get; } = new();

    /// <inheritdoc />
    public string Kind => "librdkafka's mock cluster";

    /// <inheritdoc />
    public string BootstrapServers => Broker.BootstrapServers;

    /// <inheritdoc />
    public Task CreateTopicAsync(string topic, int partitions, Dictionary<string, string>? settings = null)
    {
        Broker.CreateTopic(topic, partitions);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => Broker.Dispose();
}
