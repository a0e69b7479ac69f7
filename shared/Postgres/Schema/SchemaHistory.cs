using System.Text.Json;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema;

/// <summary>Writes one row to <c>cdc.schema_history</c> for each change of a target table.</summary>
internal static class SchemaHistory
{
    private const string Insert =
        """
        insert into cdc.schema_history (target_table, version, before, after, action, status, statement)
        select @table, coalesce(max(version), 0) + 1, @before::jsonb, @after::jsonb, @action, 'applied', @statement
        from cdc.schema_history where target_table = @table
        """;

    /// <summary>Records what was done, in the transaction that did it.</summary>
    /// <param name="transaction">The transaction of the change.</param>
    /// <param name="before">Columns before, or null for a new table.</param>
    /// <param name="after">Columns after.</param>
    /// <param name="statement">The SQL that was run.</param>
    /// <param name="cancellation">Gives up; the transaction is rolled back then.</param>
    public static Task RecordAsync(
        NpgsqlTransaction transaction, TargetTable? before, TargetTable after, string statement, CancellationToken cancellation)
        => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            Insert,
            new { table = after.Name.ToString(), before = before is null ? null : Describe(before), after = Describe(after), action = before is null ? "create table" : "add column", statement },
            transaction,
            cancellationToken: cancellation));

    private static string Describe(TargetTable table)
        => JsonSerializer.Serialize(table.Columns.Select(c => new { name = c.Name, type = c.Type.Display, nullable = c.IsNullable }));
}
