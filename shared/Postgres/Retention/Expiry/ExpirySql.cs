using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>SQL of <see cref="ExpirySweep"/>.</summary>
internal static class ExpirySql
{
    /// <summary>Tables in which something expires.</summary>
    public const string Tables =
        "select id, schema, name, expiry_key::text as key from cdc.target_table where expiry_key is not null order by id";

    /// <summary>Keeps batches of the table out until the end of the transaction; the same lock as <c>cdc.advance</c> takes.</summary>
    public const string Lock = "select pg_advisory_xact_lock(1128547121, $1)";

    /// <summary>Notes that something in table $1 expires, and how its key ($2) is read back.</summary>
    public const string Mark = "update cdc.target_table set expiry_key = $2::jsonb where id = $1 and expiry_key is distinct from $2::jsonb";

    // The earliest moment that something expires stands at a fixed place of _cdc_cells, see RowClockCodec.
    private const string Expires = "_cdc_cells is not null and get_byte(_cdc_cells, 0) & 4 <> 0";
    private const string Moment = "substring(_cdc_cells from 2 for 8)";

    /// <summary>Rows with something that expired at $1 (eight bytes) or before, the most overdue first, at most $2 behind the first $3.</summary>
    /// <param name="shape">The table.</param>
    /// <param name="keys">Expressions that read the key columns.</param>
    /// <param name="values">Quoted names of all value columns.</param>
    public static string Due(StatementShape shape, IReadOnlyList<string> keys, IReadOnlyList<string> values)
        => CellLoadSql.Stored(shape, keys, values)
            + $"\nwhere {Expires} and {Moment} <= $1{(shape.HasSoftDeletes ? " and not t._cdc_deleted" : "")}\norder by {Moment}, t.ctid limit $2 offset $3";

    /// <summary>The index that finds those rows; rows without expiry are not in it.</summary>
    public static string CreateIndex(string table, string name, bool concurrently)
        => $"create index {(concurrently ? "concurrently " : "")}if not exists {name} on {table} (({Moment})) where {Expires}";

    /// <summary>State of the index named $2 of table $1: whether it is valid (null when there is none), and the table's size in bytes.</summary>
    public const string IndexState =
        """
        select (select i.indisvalid from pg_catalog.pg_index i join pg_catalog.pg_class n on n.oid = i.indexrelid where i.indrelid = c.oid and n.relname = $2),
            pg_catalog.pg_relation_size(c.oid), c.relkind = 'p'
        from pg_catalog.pg_class c where c.oid = $1::oid
        """;
}
