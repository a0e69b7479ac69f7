using System.Globalization;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Builds the statements that read what the merge needs.</summary>
/// <remarks>
/// Look-ups stand in lateral subqueries that the planner may not flatten: each key is one index look-up, also while the statistics of a
/// growing table still say that it is empty.
/// </remarks>
internal static class CellLoadSql
{
    /// <summary>Columns in each 64-bit mask.</summary>
    public const int MaskBits = 64;

    /// <summary>Partition and range deletes of the partitions ($2) of a table ($1).</summary>
    public const string Ranges =
        """
        select partition_columns, partition_key, start_key, end_key, descending, version from cdc.range_tombstone
        where (select exists (select from cdc.range_tombstone where table_id = $1)) and table_id = $1 and partition_key = any ($2::bytea[])
        """;

    // The exists runs once a statement; keys are looked up only in tables that have tombstones at all.
    private const string Tombstone =
        """
        left join lateral (select d.version, d.cells from cdc.tombstone as d
            where (select exists (select from cdc.tombstone where table_id = $1)) and d.table_id = $1 and d.key = i.k limit 1) as d on true
        """;

    /// <summary>Stored rows and tombstones of keys: $2 keys as bytes, then one array a key column. Keys without any are left out.</summary>
    /// <param name="shape">Key columns in the order of the unique index.</param>
    /// <param name="values">Quoted names of all value columns.</param>
    public static string Rows(StatementShape shape, IReadOnlyList<string> values)
    {
        var sql = new StringBuilder("select i.n, coalesce(f.found, false), f.version, f.cells, f.gone, d.version, d.cells");
        AppendMasks(sql, values.Count);
        sql.Append("\nfrom ").Append(CellSql.Input(shape, [("k", "bytea")], ordinality: true)).Append("\nleft join lateral (select true as found, ");
        AppendStored(sql, shape, values);
        sql.Append(" from ").Append(shape.Table).Append(" as t where ").Append(CellSql.SameKey(shape)).Append(" limit 1) as f on true\n");
        return sql.Append(Tombstone).Append("\nwhere f.found or d.version is not null").ToString();
    }

    /// <summary>Rows of partitions: one array a partition key column, after those of the span.</summary>
    /// <param name="shape">Partition key columns.</param>
    /// <param name="keys">Expressions that read the source's key columns, see <see cref="Read"/>.</param>
    /// <param name="values">Quoted names of all value columns.</param>
    /// <param name="span">First clustering column and type of two arrays more, $2 and $3, with its lowest and highest value; or null.</param>
    public static string Partitions(StatementShape shape, IEnumerable<string> keys, IReadOnlyList<string> values, (string Column, string Type)? span)
    {
        (string, string)[] ends = span is null ? [] : [("lo", span.Value.Type), ("hi", span.Value.Type)];
        var reads = keys.Select((key, n) => string.Create(CultureInfo.InvariantCulture, $"{key} as k{n}, ")).ToList();
        var sql = new StringBuilder("select i.n, true, f.version, f.cells, f.gone, null::bigint, null::bytea");
        AppendMasks(sql, values.Count);
        sql.AppendJoin("", reads.Select((_, n) => string.Create(CultureInfo.InvariantCulture, $", f.k{n}")));
        sql.Append("\nfrom ").Append(CellSql.Input(shape, ends, ordinality: true)).Append("\njoin lateral (select ").AppendJoin("", reads);
        AppendStored(sql, shape, values);
        sql.Append(" from ").Append(shape.Table).Append(" as t where ").Append(CellSql.SameKey(shape));
        sql.Append(span is null ? "" : $" and t.{span.Value.Column} between i.lo and i.hi");
        return sql.Append(shape.HasSoftDeletes ? " and not t._cdc_deleted" : "").Append(" offset 0) as f on true").ToString();
    }

    /// <summary>Stored rows of the whole table, to be narrowed by a condition on <c>t</c>; without tombstones, that no row which is there needs.</summary>
    /// <param name="shape">The table.</param>
    /// <param name="keys">Expressions that read the key columns, see <see cref="Read"/>.</param>
    /// <param name="values">Quoted names of all value columns.</param>
    public static string Stored(StatementShape shape, IReadOnlyList<string> keys, IReadOnlyList<string> values)
    {
        var sql = new StringBuilder("select 0::bigint, true, ");
        var columns = new StringBuilder();
        AppendStored(columns, shape, values, between: ", null::bigint, null::bytea");
        sql.Append(columns);
        sql.AppendJoin("", keys.Select(key => $", {key}"));
        return sql.Append("\nfrom ").Append(shape.Table).Append(" as t").ToString();
    }

    /// <summary>Stored and new values of cells that were written at the same time, where they differ: $2 numbers, then one array a column.</summary>
    /// <param name="shape">Key columns, then the columns to compare.</param>
    /// <param name="casts">For each column to compare: its expression with <c>{0}</c> for the value.</param>
    public static string Ties(StatementShape shape, IReadOnlyList<string> casts)
    {
        var compared = shape.Columns.Where(c => !c.IsKey).ToList();
        var pairs = compared.Select((c, n) => (
            New: casts[n].Replace("{0}", c.Value, StringComparison.Ordinal),
            Stored: casts[n].Replace("{0}", "t." + c.Name, StringComparison.Ordinal))).ToList();
        var sql = new StringBuilder("select i.g, s.*\nfrom ").Append(CellSql.Input(shape, [("g", "integer")])).Append("\njoin lateral (select ");
        sql.AppendJoin(", ", pairs.Select((p, n) => string.Create(CultureInfo.InvariantCulture, $"{p.New} as n{n}, {p.Stored} as s{n}")));
        sql.Append(" from ").Append(shape.Table).Append(" as t where ").Append(CellSql.SameKey(shape)).Append(" limit 1) as s on true\nwhere ");
        return sql.AppendJoin(" or ", pairs.Select((_, n) => string.Create(CultureInfo.InvariantCulture, $"s.n{n} is distinct from s.s{n}"))).ToString();
    }

    /// <summary>Reads a key column back in the form of the source's kind: numbers as bigint or float8, the rest as text or bytes.</summary>
    public static string Read(ValueKind kind, string column) => kind switch
    {
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => $"t.{column}::bigint",
        ValueKind.Boolean => $"t.{column}::boolean::integer::bigint",
        ValueKind.Date => $"(t.{column}::date - date '1970-01-01')::bigint",
        ValueKind.Time => $"(extract(epoch from t.{column}::time) * 1000000)::bigint",
        ValueKind.Timestamp or ValueKind.TimestampTz => $"(extract(epoch from t.{column}) * 1000000)::bigint",
        ValueKind.Float32 or ValueKind.Float64 => $"t.{column}::double precision",
        ValueKind.Uuid => $"uuid_send(t.{column}::uuid)",
        ValueKind.Bytes => $"t.{column}::bytea",
        ValueKind.Inet => $"host(t.{column}::inet)",
        _ => $"t.{column}::text",
    };

    private static void AppendMasks(StringBuilder sql, int values)
    {
        for (var mask = 0; mask * MaskBits < values; mask++)
        {
            sql.Append(CultureInfo.InvariantCulture, $", f.m{mask}");
        }
    }

    private static void AppendStored(StringBuilder sql, StatementShape shape, IReadOnlyList<string> values, string between = "")
    {
        sql.Append("t._cdc_version as version, t._cdc_cells as cells, ").Append(shape.HasSoftDeletes ? "t._cdc_deleted" : "false").Append(" as gone").Append(between);
        for (var n = 0; n < values.Count; n++)
        {
            sql.Append(n % MaskBits == 0 ? ", " : " | ");
            sql.Append(CultureInfo.InvariantCulture, $"((t.{values[n]} is not null)::integer::bigint << {n % MaskBits})");
            if (n % MaskBits == MaskBits - 1 || n == values.Count - 1)
            {
                sql.Append(CultureInfo.InvariantCulture, $" as m{n / MaskBits}");
            }
        }
    }
}
