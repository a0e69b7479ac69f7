using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>Takes rows and cells out of the target tables when their time to live is over, in bounded batches.</summary>
/// <remarks>
/// By this host's clock: Cassandra counts with its own, so both should be set by NTP. A table that fails (a NOT NULL column whose cell
/// expired) is told in the log and does not hold up the others.
/// </remarks>
public sealed partial class ExpirySweep(NpgsqlDataSource warehouse, TimeProvider time, ILogger<ExpirySweep> logger)
{
    /// <summary>Rows taken in one transaction, so that batches of events wait for a moment only.</summary>
    public int BatchSize { get; init; } = 2_000;

    /// <summary>Sweeps all tables, and returns how many rows vanished or lost a value.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL is away; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        long swept = 0;
        foreach (var table in (await connection.QueryAsync<ExpiringTable>(new CommandDefinition(ExpirySql.Tables, cancellationToken: cancellation))).ToList())
        {
            try
            {
                swept += await SweepAsync(connection, table, cancellation);
            }
            catch (PostgresException refused) when (FailureClassifier.Classify(refused) is not FailureKind.Transient)
            {
                Log.Refused(logger, table.Schema, table.Name, refused.SqlState, refused.ColumnName ?? refused.ConstraintName ?? "");
            }
        }

        return swept;
    }

    private async Task<long> SweepAsync(NpgsqlConnection connection, ExpiringTable table, CancellationToken cancellation)
    {
        var key = ExpiryKey.Read(table.Key);
        var target = await BindAsync(connection, table, key, cancellation);
        if (target is null)
        {
            return 0;
        }

        var (rows, removed, last) = (0, 0, 0);
        do
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            using var batch = new ExpiryBatch(target, key);
            await batch.ReadAsync(connection, now, BatchSize, cancellation);
            last = batch.Rows;
            if (last > 0)
            {
                await batch.WriteAsync(connection, now, cancellation);
            }

            await transaction.CommitAsync(cancellation);
            (rows, removed) = (rows + last, removed + batch.Removed);
        }
        while (last == BatchSize);

        if (rows > 0)
        {
            Log.Swept(logger, target.Name, removed, rows - removed);
        }

        await EnsureIndexAsync(connection, target, cancellation);
        return rows;
    }

    private async Task<TargetState?> BindAsync(NpgsqlConnection connection, ExpiringTable table, ColumnShape[] key, CancellationToken cancellation)
    {
        var found = await TableCatalog.LoadAsync(connection, new TargetTableName(table.Schema, table.Name), cancellation);
        if (found?.Has(BookkeepingColumns.Cells) != true)
        {
            return null;
        }

        // Only the key is bound: what the events' other columns are does not matter here. Names are those of the target already.
        var binding = TableBinding.Bind(key, new TableOptions { PreserveCase = true }, found, connection.PostgreSqlVersion.Major);
        if (binding.Key.Count == key.Length)
        {
            return new TargetState(table.Id, found, new BoundShape(binding, key));
        }

        Log.OtherKey(logger, table.Schema, table.Name, string.Join(", ", key.Select(column => column.Name)));
        return null;
    }

    // Without it each sweep reads the whole table: slow, not wrong.
    private async Task EnsureIndexAsync(NpgsqlConnection connection, TargetState target, CancellationToken cancellation)
    {
        try
        {
            if (await ExpiryIndex.EnsureAsync(connection, target.Table, cancellation) is { } statement)
            {
                Log.Indexed(logger, target.Name, statement);
            }
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.LockNotAvailable)
        {
            Log.NoIndex(logger, target.Name, refused.SqlState, ExpiryIndex.Statement(target.Table, concurrently: true));
        }
    }
}
