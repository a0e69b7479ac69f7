using System.Collections.Concurrent;
using Dapper;
using System.Data.Common;

namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>Takes and remembers the leases of this process: epochs and next offsets kept in <c>cdc.checkpoint</c>.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class CheckpointStore(DbDataSource warehouse)
{
    private readonly ConcurrentDictionary<PartitionKey, PartitionLease> _leases = new();
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Takes a new epoch for the partition; every earlier writer is refused from now on.</summary>
    public async Task<PartitionLease> AcquireAsync(PartitionKey partition, CancellationToken cancellation)
    {
        var row = await QueryAsync(CheckpointSql.TakeEpoch, partition, cancellation);
        var lease = new PartitionLease(partition, row!.Epoch, row.NextOffset);
        _leases[partition] = lease;
        return lease;
    }

    /// <summary>The lease held for the partition; takes one when there is none, as under a host that knows no leases.</summary>
    public async ValueTask<PartitionLease> HoldAsync(PartitionKey partition, CancellationToken cancellation)
    {
        if (!_leases.TryGetValue(partition, out var lease))
        {
            return await AcquireAsync(partition, cancellation);
        }

        if (lease.IsUncertain)
        {
            await SettleAsync(lease, cancellation);
        }

        return lease;
    }

    /// <summary>Forgets the lease, when the partition goes to another worker.</summary>
    public void Release(PartitionKey partition) => _leases.TryRemove(partition, out _);

    /// <summary>Finds out whether the batch of an unknown outcome was committed.</summary>
    /// <exception cref="FencedException">Another worker has the partition by now.</exception>
    private async Task SettleAsync(PartitionLease lease, CancellationToken cancellation)
    {
        var row = await QueryAsync(CheckpointSql.Read, lease.Partition, cancellation);
        if (row is null || row.Epoch != lease.Epoch)
        {
            throw new FencedException($"Partition {lease.Partition.Topic}/{lease.Partition.Partition} belongs to another worker since epoch {row?.Epoch}.");
        }

        lease.NextOffset = row.NextOffset;
        lease.IsUncertain = false;
    }

    private async Task<Row?> QueryAsync(string sql, PartitionKey partition, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var parameters = new { partition.ConsumerGroup, partition.Topic, partition.Partition, owner = _owner };
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    private sealed record Row(long Epoch, long? NextOffset);
}
