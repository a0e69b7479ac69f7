using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Puts a column's default in the place of dirty values. PostgreSQL computes it, once a batch and column.</summary>
internal sealed class ColumnDefaults(NpgsqlDataSource warehouse)
{
    private const string Expressions =
        """
        select adnum as Number, pg_catalog.pg_get_expr(adbin, adrelid) as Expression from pg_catalog.pg_attrdef d
        join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
        where d.adrelid = @oid and d.adnum = any(@numbers) and a.attgenerated = ''
        """;

    /// <summary>Sets the cells; returns those that have no default the source's kind of value can take.</summary>
    /// <param name="open">Connection whose transaction changes the table just now: any other would wait for its lock. Null when there is none.</param>
    /// <param name="target">The table.</param>
    /// <param name="changes">The batch.</param>
    /// <param name="cells">Its dirty cells.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<List<DirtyCell>> SetAsync(NpgsqlConnection? open, TargetState target, TableChanges changes, IReadOnlyList<DirtyCell> cells, CancellationToken cancellation)
    {
        var left = new List<DirtyCell>();
        await using var own = open is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
        var connection = own ?? open!;
        await using var scope = own is null ? null : await own.BeginTransactionAsync(cancellation);
        var wanted = new { oid = (long)target.Table.Oid, numbers = cells.Select(cell => cell.Column.Encoder.Column.Attnum).Distinct().ToArray() };
        var found = await connection.QueryAsync<(short Number, string Expression)>(new CommandDefinition(Expressions, wanted, cancellationToken: cancellation));
        var expressions = found.ToDictionary(one => one.Number, one => one.Expression);
        foreach (var column in cells.GroupBy(cell => cell.Column))
        {
            var buffer = changes.Columns[column.Key.Index];
            if (!expressions.TryGetValue(column.Key.Encoder.Column.Attnum, out var expression))
            {
                // A column without a default has NULL for one.
                left.AddRange(column.Where(cell => !TrySetNull(buffer, cell)));
            }
            else if (!await TrySetAsync(connection, buffer, [.. column.Select(cell => cell.Row)], expression, cancellation))
            {
                left.AddRange(column);
            }
        }

        return left;
    }

    private static bool TrySetNull(ColumnBuffer buffer, DirtyCell cell)
    {
        if (!cell.Column.IsNullable)
        {
            return false;
        }

        buffer.SetNull(cell.Row);
        return true;
    }

    private static async Task<bool> TrySetAsync(NpgsqlConnection connection, ColumnBuffer buffer, int[] rows, string expression, CancellationToken cancellation)
    {
        if (buffer.Shape.Type.Kind == ValueKind.Interval)
        {
            return false;
        }

        await connection.ExecuteAsync(new CommandDefinition("savepoint column_default", cancellationToken: cancellation));
        try
        {
#pragma warning disable CA2100 // The expression is the table's own, as the catalog prints it.
            await using var command = new NpgsqlCommand($"select {CellLoadSql.Read(buffer.Shape.Type.Kind, "value")} from (select {expression} as value) as t", connection);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            foreach (var row in rows)
            {
                if (await reader.IsDBNullAsync(0, cancellation))
                {
                    buffer.SetNull(row);
                }
                else
                {
                    StoredKey.Read(reader, 0, buffer, row);
                }
            }

            return true;
        }
        catch (PostgresException unfit) when (FailureClassifier.Classify(unfit) is FailureKind.Data or FailureKind.Schema)
        {
            // The default cannot be said in the source's kind of value: the rows stay dirty.
            await connection.ExecuteAsync(new CommandDefinition("rollback to savepoint column_default", cancellationToken: cancellation));
            return false;
        }
    }
}
