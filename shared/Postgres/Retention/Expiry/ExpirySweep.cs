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
/// By this host's clock: Cassandra counts with its own, so both should be set by NTP. A row that PostgreSQL refuses (a NOT NULL column whose cell
/// expired) is told in the log and holds up neither the others of its table nor other tables.
/// </remarks>
public sealed partial class ExpirySweep(NpgsqlDataSource warehouse, TimeProvider time, ILogger<ExpirySweep> logger)
{
    /// <summary>Rows of a table that may be refused in one run before the table is left for the next.</summary>
    private const int MostRefused = 100;

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
                Log.Failed(logger, table.Schema, table.Name, refused.SqlState, refused.MessageText);
            }
        }

        return swept;
    }

    private async Task<long> SweepAsync(NpgsqlConnection connection, ExpiringTable table, CancellationToken cancellation)
    {
        var columns = ExpiryKey.Read(table.Key);
        var target = await BindAsync(connection, table, columns, cancellation);
        if (target is null)
        {
            return 0;
        }

        var (rows, removed, size) = (0, 0, BatchSize);
        var refusals = new List<PostgresException>();
        for (var isMore = true; isMore && refusals.Count < MostRefused;)
        {
            try
            {
                var batch = await SweepBatchAsync(connection, target, columns, size, refusals.Count, cancellation);
                (rows, removed, isMore) = (rows + batch.Rows, removed + batch.Removed, batch.Rows == size);
                size = Math.Min(BatchSize, size * 2);
            }
            catch (PostgresException refused) when (FailureClassifier.Classify(refused) is FailureKind.Data)
            {
                // Halves find the row; it stays at the front of what is due, and the next batch begins behind it.
                if (size == 1)
                {
                    refusals.Add(refused);
                }

                size = Math.Max(1, size / 2);
            }
        }

        if (rows > 0)
        {
            Log.Swept(logger, target.Name, removed, rows - removed);
        }

        if (refusals is [var first, ..])
        {
            Log.Refused(logger, refusals.Count, target.Name, first.SqlState, first.ColumnName ?? first.ConstraintName ?? "");
        }

        await EnsureIndexAsync(connection, target, cancellation);
        return rows;
    }

    private async Task<(int Rows, int Removed)> SweepBatchAsync(
        NpgsqlConnection connection, TargetState target, ColumnShape[] columns, int most, int behind, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        using var batch = new ExpiryBatch(target, columns);
        await batch.ReadAsync(connection, now, most, behind, cancellation);
        if (batch.Rows > 0)
        {
            await batch.WriteAsync(connection, now, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return (batch.Rows, batch.Removed);
    }

    private async Task<TargetState?> BindAsync(NpgsqlConnection connection, ExpiringTable table, ColumnShape[] columns, CancellationToken cancellation)
    {
        var found = await TableCatalog.LoadAsync(connection, new TargetTableName(table.Schema, table.Name), cancellation);
        if (found?.Has(BookkeepingColumns.Cells) != true)
        {
            return null;
        }

        // Key and added columns are bound: what the events' others are does not matter here. Names are those of the target already.
        var binding = TableBinding.Bind(columns, new TableOptions { PreserveCase = true }, found, connection.PostgreSqlVersion.Major);
        var key = Array.FindAll(columns, static column => column.IsKey);
        if (binding.Key.Count == key.Length)
        {
            return new TargetState(table.Id, found, new BoundShape(binding, columns));
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
