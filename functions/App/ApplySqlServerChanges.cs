using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Applies the changes that Debezium's connector for SQL Server sends.</summary>
public sealed class ApplySqlServerChanges(ChangeApplier applier)
{
    /// <summary>Runs for a batch of records of one or several partitions.</summary>
    [Function(nameof(ApplySqlServerChanges))]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Run(
        [KafkaTrigger("%Kafka:Brokers%", "%SqlServer:Topics%", ConsumerGroup = "%Kafka:ConsumerGroup%", IsBatched = true, KeyDataType = KafkaMessageKeyType.Binary)]
        KafkaRecord[] records,
        CancellationToken cancellation)
        => applier.ApplyAsync(Dialect.SqlServer, records, cancellation);
}
