using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Applies the changes that the ScyllaDB CDC connector sends.</summary>
public sealed class ApplyScyllaChanges(ChangeApplier applier)
{
    /// <summary>Runs for a batch of records of one or several partitions.</summary>
    [Function(nameof(ApplyScyllaChanges))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Run(
        [KafkaTrigger("%Kafka:Brokers%", "%Scylla:Topics%", ConsumerGroup = "%Kafka:ConsumerGroup%", IsBatched = true, KeyDataType = KafkaMessageKeyType.Binary)]
        KafkaRecord[] records,
        CancellationToken cancellation)
        => applier.ApplyAsync(Dialect.Scylla, records, cancellation);
}
