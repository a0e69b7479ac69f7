using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>Positions from the checkpoint store, without the preparation that a real server needs first.</summary>
internal sealed class SimPositions(CheckpointStore checkpoints, TransactionApplier transactions, SourceCatalog sources) : IPartitionPositions
{
    /// <inheritdoc/>
    public async Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        var lease = await checkpoints.AcquireAsync(new PartitionKey(consumerGroup, topic, partition), cancellation);
        if (sources.Find(topic, Dialect.SqlServer) is { Options.Transactions: TransactionMode.Atomic } source)
        {
            await transactions.ResumeAsync(lease, source, cancellation);
        }

        return new PartitionPosition(lease.Epoch, lease.NextOffset);
    }

    /// <inheritdoc/>
    public void Release(string consumerGroup, string topic, int partition)
    {
        var key = new PartitionKey(consumerGroup, topic, partition);
        transactions.Forget(key);
        checkpoints.Release(key);
    }
}
