using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Makes the views that hide deleted rows, and keeps their columns as the tables'.</summary>
/// <remarks>
/// Works inside the transaction that changes the table, after its lock. A help for readers, not needed to apply events: what PostgreSQL refuses
/// here is told in the log and holds nothing up.
/// </remarks>
internal static partial class LiveViews
{
    /// <summary>Takes the view out of the way of a change of types; returns who could read it, or null when it did not have to go.</summary>
    /// <param name="connection">Connection inside a transaction.</param>
    /// <param name="table">The table before the change.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<string?>?> StandAsideAsync(NpgsqlConnection connection, TargetTable table, CancellationToken cancellation)
    {
        if (await StateAsync(connection, table, cancellation) is not { } known || !known.IsOurs(table))
        {
            return null;
        }

        var readers = await ReadersAsync(connection, LiveView.Name(table.Name), cancellation);
        return await TryAsync(connection, LiveView.Drop(table.Name), cancellation) is null ? readers : null;
    }

    /// <summary>Makes a view anew that stood aside, for those who could read it.</summary>
    /// <exception cref="PostgresException">It cannot be made: then what it stood aside for must not stand either.</exception>
    public static Task ReturnAsync(NpgsqlConnection connection, TargetTable table, IReadOnlyList<string?> readers, CancellationToken cancellation)
        => ExecuteAsync(connection, Statements(connection, table, readers), cancellation);

    /// <summary>Makes sure that the table's view is there with all columns; who may read the table when it is made may read the view.</summary>
    /// <param name="connection">Connection inside a transaction.</param>
    /// <param name="table">A table with soft deletes, as it is now.</param>
    /// <param name="readers">Who could read the view before it stood aside, or null.</param>
    /// <param name="logger">Is told what was refused.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task EnsureAsync(
        NpgsqlConnection connection, TargetTable table, IReadOnlyList<string?>? readers, ILogger logger, CancellationToken cancellation)
    {
        var state = await StateAsync(connection, table, cancellation);
        if (state?.IsOurs(table) == false)
        {
            Log.NameTaken(logger, LiveView.Name(table.Name).ToString(), table.Name.ToString());
            return;
        }

        if (state?.IsCurrent(table) == true)
        {
            return;
        }

        readers ??= await ReadersAsync(connection, state is null ? table.Name : LiveView.Name(table.Name), cancellation);

        // PostgreSQL adds columns to a view, and takes none away.
        var mustGo = state is not null && !LiveView.Columns(table).Take(state.Columns.Length).SequenceEqual(state.Columns, StringComparer.Ordinal);
        var sql = (mustGo ? LiveView.Drop(table.Name) + ";\n" : "") + Statements(connection, table, readers);
        if (await TryAsync(connection, sql, cancellation) is { } refused)
        {
            Log.Refused(logger, LiveView.Name(table.Name).ToString(), refused.SqlState, sql);
        }
    }

    private static string Statements(NpgsqlConnection connection, TargetTable table, IReadOnlyList<string?> readers)
        => LiveView.Create(table, connection.PostgreSqlVersion.Major) + (readers.Count > 0 ? ";\n" + LiveView.Grant(table, readers) : "");

    private static async Task<PostgresException?> TryAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "savepoint live_view", cancellation);
        try
        {
            await ExecuteAsync(connection, sql, cancellation);
            await ExecuteAsync(connection, "release savepoint live_view", cancellation);
            return null;
        }
        catch (PostgresException refused) when (!refused.IsTransient)
        {
            await ExecuteAsync(connection, "rollback to savepoint live_view", cancellation);
            return refused;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // LiveView quotes every name
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static Task<LiveViewState?> StateAsync(NpgsqlConnection connection, TargetTable table, CancellationToken cancellation)
        => connection.QuerySingleOrDefaultAsync<LiveViewState>(new CommandDefinition(LiveViewSql.State, LiveView.Name(table.Name), cancellationToken: cancellation));

    private static async Task<List<string?>> ReadersAsync(NpgsqlConnection connection, TargetTableName relation, CancellationToken cancellation)
        => [.. await connection.QueryAsync<string?>(new CommandDefinition(LiveViewSql.Readers, relation, cancellationToken: cancellation))];
}
