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
        var wanted = new { oid = (long)target.Table.Oid, numbers = cells.Select(cell => cell.Column.Encoder.Column.Attnum).Distinct().ToArray() };
        var found = await connection.QueryAsync<(short Number, string Expression)>(new CommandDefinition(Expressions, wanted, cancellationToken: cancellation));
        var expressions = found.ToDictionary(static one => one.Number, static one => one.Expression);
        var computed = new List<DefaultedColumn>();
        foreach (var column in cells.GroupBy(static cell => cell.Column))
        {
            var buffer = changes.Columns[column.Key.Index];
            if (!expressions.TryGetValue(column.Key.Encoder.Column.Attnum, out var expression))
            {
                // A column without a default has NULL for one.
                left.AddRange(column.Where(cell => !TrySetNull(buffer, cell)));
            }
            else if (buffer.Shape.Type.Kind == ValueKind.Interval)
            {
                left.AddRange(column);
            }
            else
            {
                computed.Add(new DefaultedColumn(buffer, [.. column], expression));
            }
        }

        // Nearly always all of them can be computed together; one that cannot is found by itself.
        if (computed.Count > 0 && !await TrySetAsync(connection, isInside: own is null, computed, cancellation))
        {
            foreach (var column in computed)
            {
                left.AddRange(await TrySetAsync(connection, isInside: own is null, [column], cancellation) ? [] : column.Cells);
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

    private static async Task<bool> TrySetAsync(NpgsqlConnection connection, bool isInside, IReadOnlyList<DefaultedColumn> columns, CancellationToken cancellation)
    {
        if (isInside)
        {
            await connection.ExecuteAsync(new CommandDefinition("savepoint column_default", cancellationToken: cancellation));
        }

        try
        {
            await SetAsync(connection, columns, cancellation);
            return true;
        }
        catch (PostgresException unfit) when (FailureClassifier.Classify(unfit) is FailureKind.Data or FailureKind.Schema)
        {
            // The default cannot be said in the source's kind of value: the rows stay dirty.
            if (isInside)
            {
                await connection.ExecuteAsync(new CommandDefinition("rollback to savepoint column_default", cancellationToken: cancellation));
            }

            return false;
        }
    }

    private static async Task SetAsync(NpgsqlConnection connection, IReadOnlyList<DefaultedColumn> columns, CancellationToken cancellation)
    {
        var expressions = string.Join(", ", columns.Select(static (column, n) => FormattableString.Invariant($"{column.Expression} as d{n}")));
        var values = string.Join(", ", columns.Select(static (column, n) => CellLoadSql.Read(column.Buffer.Shape.Type.Kind, FormattableString.Invariant($"d{n}"))));
#pragma warning disable CA2100 // The expressions are the table's own, as the catalog prints them.
        await using var command = new NpgsqlCommand($"select {values} from (select {expressions}) as t", connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        for (var n = 0; n < columns.Count; n++)
        {
            var isNull = await reader.IsDBNullAsync(n, cancellation);
            foreach (var cell in columns[n].Cells)
            {
                if (isNull)
                {
                    columns[n].Buffer.SetNull(cell.Row);
                }
                else
                {
                    StoredKey.Read(reader, n, columns[n].Buffer, cell.Row);
                }
            }
        }
    }

    private sealed record DefaultedColumn(ColumnBuffer Buffer, IReadOnlyList<DirtyCell> Cells, string Expression);
}
