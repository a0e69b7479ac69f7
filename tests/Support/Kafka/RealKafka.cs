using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace CdcFunctions.Support.Kafka;

/// <summary>A real broker: the one <c>CDC_TEST_KAFKA</c> names, or one started from a parts folder.</summary>
public sealed class RealKafka(string bootstrapServers, string kind) : ITestKafka
{
    /// <inheritdoc />
    public string Kind => kind;

    /// <inheritdoc />
    public string BootstrapServers => bootstrapServers;

    /// <inheritdoc />
    public async Task CreateTopicAsync(string topic, int partitions, Dictionary<string, string>? settings = null)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();
        try
        {
            await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, Configs = settings }]);
        }
        catch (CreateTopicsException exists) when (exists.Results.All(result => result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another test of this run made it.
        }
    }
}
