using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.History;

/// <summary>Runs tasks that waited for a person, each in a transaction of its own, with its line in the history.</summary>
public sealed class MigrationRun(NpgsqlDataSource warehouse, SchemaOptions options)
{
    private static readonly HashSet<string> ChangesTypes = new(
        new[] { SchemaChangeKind.WidenType, SchemaChangeKind.NarrowType, SchemaChangeKind.ChangeScale, SchemaChangeKind.ChangeType }.Select(SchemaStore.KindName), StringComparer.Ordinal);

    /// <summary>Runs one; returns what PostgreSQL said against it, or null when it is done.</summary>
    /// <remarks>Writers of the table wait meanwhile; a lock that is not free in time is an answer like any other, and the task stays.</remarks>
    public async Task<string?> RunAsync(MigrationTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            await using var transaction = new SchemaTransaction(warehouse);
            var connection = await transaction.BeginAsync(options.LockTimeout, cancellation);
            var target = Name(task.Table);
            await TableLocks.TakeAsync(connection, target, cancellation);
            var before = await TableCatalog.LoadAsync(connection, target, cancellation);

            // A change of a column's type is refused while a view shows the column; another kind of change lets the view stand.
            var readers = before is null || !ChangesTypes.Contains(task.Kind) ? null : await LiveViews.StandAsideAsync(connection, before, cancellation);

            // Writing a large table anew takes as long as it takes.
            await connection.ExecuteAsync(new CommandDefinition(task.Statement, commandTimeout: 0, cancellationToken: cancellation));
            var after = await TableCatalog.LoadAsync(connection, target, cancellation);
            if (readers is not null && after is not null)
            {
                await LiveViews.ReturnAsync(connection, after, readers, cancellation);
            }

            await connection.ExecuteAsync(new CommandDefinition(SchemaLedgerSql.Done, new { id = task.Id }, cancellationToken: cancellation));
            var record = new { table = task.Table, kind = task.Kind, detail = task.Detail, before = SchemaStore.Describe(before), after = SchemaStore.Describe(after) ?? "[]", statement = task.Statement };
            await connection.ExecuteAsync(new CommandDefinition(SchemaLedgerSql.Record, record, cancellationToken: cancellation));
            await transaction.CommitAsync(cancellation);
            return null;
        }
        catch (PostgresException refused)
        {
            var error = $"{refused.SqlState} {refused.MessageText}";
            await using var connection = await warehouse.OpenConnectionAsync(cancellation);
            await connection.ExecuteAsync(new CommandDefinition(SchemaLedgerSql.Failed, new { id = task.Id, error }, cancellationToken: cancellation));
            return error;
        }
    }

    private static TargetTableName Name(string table) => table.IndexOf('.', StringComparison.Ordinal) is var point and > 0 ? new(table[..point], table[(point + 1)..]) : new("public", table);
}
