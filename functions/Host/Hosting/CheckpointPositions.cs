using CdcFunctions.Host.Kafka;
using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Host.Hosting;

/// <summary>Gives lanes their positions from <see cref="CheckpointStore"/>, once everything they need has been prepared.</summary>
internal sealed class CheckpointPositions(CheckpointStore checkpoints, Preparation preparation) : IPartitionPositions
{
    public async Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        await preparation.CompleteAsync(cancellation);
        var lease = await checkpoints.AcquireAsync(new PartitionKey(consumerGroup, topic, partition), cancellation);
        return new PartitionPosition(lease.Epoch, lease.NextOffset);
    }

    public void Release(string consumerGroup, string topic, int partition) => checkpoints.Release(new PartitionKey(consumerGroup, topic, partition));
}
