using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Retention;

/// <summary>Forgets deletes of rows, partitions and ranges that are older than any event that may still arrive.</summary>
public sealed partial class TombstoneSweep(NpgsqlDataSource warehouse, RetentionOptions options, ILogger<TombstoneSweep> logger)
{
    /// <summary>Rows deleted by one statement.</summary>
    public int BatchSize { get; init; } = RetentionBatches.DefaultSize;

    /// <summary>Deletes in batches until none is old enough, and returns how many went.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var batches = new RetentionBatches(warehouse, BatchSize);
        var swept = await batches.RunAsync(RetentionSql.Tombstones, options.Tombstones, cancellation);
        swept += await batches.RunAsync(RetentionSql.RangeTombstones, options.Tombstones, cancellation);
        Log.Swept(logger, swept, options.Tombstones);
        return swept;
    }
}
