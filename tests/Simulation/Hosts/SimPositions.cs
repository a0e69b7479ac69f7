using CdcFunctions.Host.Kafka;
using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>Positions from the checkpoint store, without the preparation that a real server needs first.</summary>
internal sealed class SimPositions(CheckpointStore checkpoints) : IPartitionPositions
{
    /// <inheritdoc/>
    public async Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        var lease = await checkpoints.AcquireAsync(new PartitionKey(consumerGroup, topic, partition), cancellation);
        return new PartitionPosition(lease.Epoch, lease.NextOffset);
    }

    /// <inheritdoc/>
    public void Release(string consumerGroup, string topic, int partition) => checkpoints.Release(new PartitionKey(consumerGroup, topic, partition));
}
