using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>Takes and remembers the leases of this process: epochs and next offsets kept in <c>cdc.checkpoint</c>.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class CheckpointStore(DbDataSource warehouse, ILogger<CheckpointStore>? logger = null)
{
    private readonly ConcurrentDictionary<PartitionKey, PartitionLease> _leases = new();
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Takes a new epoch for the partition; every earlier writer is refused from now on.</summary>
    public async Task<PartitionLease> AcquireAsync(PartitionKey partition, CancellationToken cancellation)
    {
        var row = await TakeEpochAsync(partition, cancellation);
        var lease = new PartitionLease(partition, row.Epoch, row.NextOffset);
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

    // A worker that is stopped inside its transaction would keep the partition from everybody.
    private async Task<Row> TakeEpochAsync(PartitionKey partition, CancellationToken cancellation)
    {
        try
        {
            return (await QueryAsync<Row>(CheckpointSql.TakeEpoch, partition, cancellation))!;
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            var evicted = await QueryAsync<long>(CheckpointSql.EvictWriter, partition, cancellation);
            if (logger is not null)
            {
                Log.Evicted(logger, partition.Topic, partition.Partition, evicted);
            }

            return (await QueryAsync<Row>(CheckpointSql.TakeEpoch, partition, cancellation))!;
        }
    }

    /// <summary>Finds out whether the batch of an unknown outcome was committed.</summary>
    /// <exception cref="FencedException">Another worker has the partition by now.</exception>
    private async Task SettleAsync(PartitionLease lease, CancellationToken cancellation)
    {
        var row = await QueryAsync<Row>(CheckpointSql.Read, lease.Partition, cancellation);
        if (row is null || row.Epoch != lease.Epoch)
        {
            throw new FencedException($"Partition {lease.Partition.Topic}/{lease.Partition.Partition} belongs to another worker since epoch {row?.Epoch}.");
        }

        lease.NextOffset = row.NextOffset;
        lease.IsUncertain = false;
    }

    private async Task<T?> QueryAsync<T>(string sql, PartitionKey partition, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var parameters = new { partition.ConsumerGroup, partition.Topic, partition.Partition, owner = _owner };
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    private sealed record Row(long Epoch, long? NextOffset);
}
