using CdcFunctions.Changes;
using Npgsql;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Makes sure that a target table exists with all it needs, also when several replicas want it at the same moment.</summary>
/// <remarks>
/// Looks first and changes only what is missing, so that a role without the right to create works on tables a person made. Changes run in
/// a transaction of their own under an advisory lock of the table; a race with something that takes no such lock is tried again.
/// </remarks>
public static class TargetTables
{
    private const int Attempts = 5;

    // A statement that waits for a lock makes every later reader of the table wait behind it.
    private const string LockTimeout = "set local lock_timeout = '10s'";

    /// <summary>The table, created or completed when needed.</summary>
    /// <exception cref="PostgresException">The role may not create or alter (42501), or the lock was not free in time (55P03).</exception>
    /// <param name="connection">Open connection without a transaction.</param>
    /// <param name="definition">What the table must have.</param>
    /// <param name="changed">Called inside the transaction of a change: table before (null when new), after, and the SQL that was run.</param>
    /// <param name="cancellation">Gives up; nothing was changed then.</param>
    public static async Task<TargetTable> EnsureAsync(
        NpgsqlConnection connection, TableDefinition definition, TableChanged changed, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryEnsureAsync(connection, definition, changed, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException race) when (attempt < Attempts && IsRace(race.SqlState))
            {
                // Someone else created it between our look and our statement: look again.
            }
        }
    }

    private static async Task<TargetTable> TryEnsureAsync(
        NpgsqlConnection connection, TableDefinition definition, TableChanged changed, CancellationToken cancellation)
    {
        var table = await TableCatalog.LoadAsync(connection, definition.Name, cancellation).ConfigureAwait(false);
        if (table is not null && Missing(table, definition).Length == 0)
        {
            return table;
        }

        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var scope = transaction.ConfigureAwait(false);
        await RunAsync(connection, LockTimeout, cancellation).ConfigureAwait(false);
        await LockAsync(connection, definition.Name, cancellation).ConfigureAwait(false);
        var before = await TableCatalog.LoadAsync(connection, definition.Name, cancellation).ConfigureAwait(false);
        string[] statements = before is null ? await CreationAsync(connection, definition, cancellation).ConfigureAwait(false) : Missing(before, definition);
        foreach (var statement in statements)
        {
            await RunAsync(connection, statement, cancellation).ConfigureAwait(false);
        }

        table = await TableCatalog.LoadAsync(connection, definition.Name, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The name {definition.Name} belongs to something that is no table (a view, perhaps). Rename it, or set `target` for the source table.");
        if (statements.Length > 0)
        {
            await changed(transaction, before, table, string.Join(";\n", statements), cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return table;
    }

    private static async Task<string[]> CreationAsync(NpgsqlConnection connection, TableDefinition definition, CancellationToken cancellation)
        => await SchemaExistsAsync(connection, definition.Name.Schema, cancellation).ConfigureAwait(false)
            ? [TableDdl.CreateTable(definition)]
            : [TableDdl.CreateSchema(definition.Name.Schema), TableDdl.CreateTable(definition)];

    private static string[] Missing(TargetTable table, TableDefinition definition)
    {
        var columns = definition.Columns.Where(column => !table.Has(column.Name)).ToArray();
        string?[] statements =
        [
            columns.Length == 0 ? null : TableDdl.AddColumns(table.Name, columns),
            TableDdl.AddBookkeeping(table, definition.HasSoftDeletes, definition.HasCellTimes, definition.AddsStaleFlags),
        ];
        return [.. statements.OfType<string>()];
    }

    private static async Task LockAsync(NpgsqlConnection connection, TargetTableName name, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand("select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))", connection);
        await using var scope = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"cdc.table {name.ToSql()}" });
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<bool> SchemaExistsAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand("select exists (select from pg_catalog.pg_namespace where nspname = $1)", connection);
        await using var scope = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // TableDdl quotes every name
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var scope = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    // Duplicate schema, table, column, type; unique violation inside the catalog; concurrent update of a catalog row.
    private static bool IsRace(string state) => state is
        PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateColumn
        or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError or PostgresErrorCodes.DeadlockDetected;
}
