using CdcFunctions.Host.Kafka;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Sends a lane a little too far.</summary>
internal sealed class HastyPositions(IPartitionPositions positions, Random chance) : IPartitionPositions
{
    /// <inheritdoc/>
    public async Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        var position = await positions.AcquireAsync(consumerGroup, topic, partition, cancellation);
        return position.NextOffset is > 10 ? position with { NextOffset = position.NextOffset + chance.Next(2) } : position;
    }

    /// <inheritdoc/>
    public void Release(string consumerGroup, string topic, int partition) => positions.Release(consumerGroup, topic, partition);
}
