using System.Text;
using CdcFunctions.Postgres.Tables;
using Npgsql;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>Makes the index that finds expired rows, in tables that have something that expires.</summary>
/// <remarks>Rows without expiry are not in it; tables without any time to live never get one, so that it costs them nothing.</remarks>
internal static class ExpiryIndex
{
    // Below this size building it takes a moment; above, writers must not wait for it.
    private const long SmallTable = 32L << 20;
    private const int LongestName = 63;
    private const string Suffix = "_cdc_expiry";

    /// <summary>The statement that makes it.</summary>
    public static string Statement(TargetTable table, bool concurrently) => ExpirySql.CreateIndex(table.Name.ToSql(), SqlIdentifier.Quote(Name(table)), concurrently);

    /// <summary>Makes it when it is missing, or left half made by a build that was cut off; returns the statement, null when there was nothing to do.</summary>
    /// <param name="connection">Connection outside a transaction: large tables are indexed concurrently.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PostgresException">42501 when the role does not own the table, 55P03 when it is in use too long.</exception>
    public static async Task<string?> EnsureAsync(NpgsqlConnection connection, TargetTable table, CancellationToken cancellation)
    {
        var (isValid, isSmall) = await StateAsync(connection, table, cancellation);
        if (isValid == true)
        {
            return null;
        }

        if (isValid == false)
        {
            await RunAsync(connection, $"drop index if exists {SqlIdentifier.Quote(table.Name.Schema)}.{SqlIdentifier.Quote(Name(table))}", cancellation);
        }

        var statement = Statement(table, concurrently: !isSmall);
        await RunAsync(connection, isSmall ? $"set lock_timeout = '2s'; {statement}; reset lock_timeout" : statement, cancellation);
        return statement;
    }

    private static async Task<(bool? IsValid, bool IsSmall)> StateAsync(NpgsqlConnection connection, TargetTable table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ExpirySql.IndexState, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = table.Oid }, new NpgsqlParameter<string> { TypedValue = Name(table) } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        // A partitioned table cannot be indexed concurrently.
        return (reader.IsDBNull(0) ? null : reader.GetBoolean(0), reader.GetInt64(1) < SmallTable || reader.GetBoolean(2));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // names are quoted
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Name(TargetTable table)
    {
        var name = table.Name.Name;
        while (Encoding.UTF8.GetByteCount(name) > LongestName - Suffix.Length)
        {
            name = name[..^1];
        }

        return name + Suffix;
    }
}
