using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>The locks under which a target table is changed, held to the end of the transaction.</summary>
internal static class TableLocks
{
    // 1128547121 is the class of cdc.advance's locks: writes of the table hold it shared, so this waits until they are done and keeps new ones out.
    private const string Writers =
        "select pg_catalog.pg_advisory_xact_lock(1128547121, id) from cdc.target_table where schema = @Schema and name = @Name";

    private const string OfName = "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(@name, 0))";

    private const string TrySchema = "select pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended(@name, 0))";

    private const string WaitForSchema = "select pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(@name, 0))";

    /// <summary>One transaction creates the schema: who comes while it runs waits for its end, all of them together, and must look again.</summary>
    /// <returns>True for the one that may create it.</returns>
    public static async Task<bool> SchemaAsync(NpgsqlConnection connection, TargetTableName table, CancellationToken cancellation)
    {
        // PostgreSQL's own "if not exists" does not see a schema that another transaction is about to commit, and then fails.
        var name = new { name = $"cdc.schema {table.Schema}" };
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(TrySchema, name, cancellationToken: cancellation)))
        {
            return true;
        }

        await connection.ExecuteAsync(new CommandDefinition(WaitForSchema, name, cancellationToken: cancellation));
        return false;
    }

    /// <summary>One process at a time changes the table, and none writes to it meanwhile.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, TargetTableName table, CancellationToken cancellation)
    {
        await NameAsync(connection, table, cancellation);
        await connection.ExecuteAsync(new CommandDefinition(Writers, table, cancellationToken: cancellation));
    }

    /// <summary>One process at a time changes the table or its history.</summary>
    public static Task NameAsync(NpgsqlConnection connection, TargetTableName table, CancellationToken cancellation)
        => connection.ExecuteAsync(new CommandDefinition(OfName, new { name = $"cdc.table {table.ToSql()}" }, cancellationToken: cancellation));
}
