using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Applies the changes that Debezium's connector for Cassandra sends.</summary>
public sealed class ApplyCassandraChanges(ChangeApplier applier)
{
    /// <summary>Runs for a batch of records of one or several partitions.</summary>
    [Function(nameof(ApplyCassandraChanges))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Run(
        [KafkaTrigger("%Kafka:Brokers%", "%Cassandra:Topics%", ConsumerGroup = "%Kafka:ConsumerGroup%", IsBatched = true, KeyDataType = KafkaMessageKeyType.Binary)]
        KafkaRecord[] records,
        CancellationToken cancellation)
        => applier.ApplyAsync(Dialect.Cassandra, records, cancellation);
}
