using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Host.Hosting;

/// <summary>Gives lanes their positions from <see cref="CheckpointStore"/>, once everything they need has been prepared.</summary>
internal sealed class CheckpointPositions(
    CheckpointStore checkpoints, Preparation preparation, SourceCatalog sources, AtomicTopics atomicTopics, TransactionApplier transactions) : IPartitionPositions
{
    public async Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        await preparation.CompleteAsync(cancellation);
        var source = sources.Find(topic, Dialect.SqlServer) is { Options.Transactions: TransactionMode.Atomic } found ? found : null;
        if (source is not null)
        {
            await Task.Run(() => atomicTopics.Check(topic), cancellation);
        }

        var lease = await checkpoints.AcquireAsync(new PartitionKey(consumerGroup, topic, partition), cancellation);
        if (source is not null)
        {
            await transactions.ResumeAsync(lease, source, cancellation);
        }

        return new PartitionPosition(lease.Epoch, lease.NextOffset);
    }

    public void Release(string consumerGroup, string topic, int partition)
    {
        var key = new PartitionKey(consumerGroup, topic, partition);
        transactions.Forget(key);
        checkpoints.Release(key);
    }
}
