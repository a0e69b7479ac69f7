using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Retention;

/// <summary>Forgets deletes that are older than any event that may still arrive, so that the tombstone table stays small.</summary>
public sealed partial class TombstoneSweep(NpgsqlDataSource warehouse, TombstoneOptions options, ILogger<TombstoneSweep> logger)
{
    /// <summary>Deletes in batches until none is old enough, and returns how many went. Each batch commits by itself: a cancelled sweep loses nothing.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        long swept = 0;
        int deleted;
        do
        {
            deleted = await connection.ExecuteAsync(new CommandDefinition(
                TombstoneSql.Sweep, new { retention = options.Retention, batchSize = options.BatchSize }, cancellationToken: cancellation));
            swept += deleted;
        }
        while (deleted == options.BatchSize);

        Log.Swept(logger, swept, options.Retention);
        return swept;
    }
}
