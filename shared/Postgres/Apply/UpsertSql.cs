using System.Globalization;
using System.Text;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Builds the one statement that writes the rows of a table that touch the same columns.</summary>
/// <remarks>
/// Parameters: $1 number of the table in <c>cdc.target_table</c>, $2 keys as bytes, $3 versions, $4 sequences, $5 source times, then one array a column, and
/// where the table has <c>_cdc_stale</c> an array of flags, shorter than the others when the rest is false.
/// The text depends on table and column set only, so that it is prepared once per connection.
/// </remarks>
internal static class UpsertSql
{
    private static readonly (string, string)[] Header = [("k", "bytea[]"), ("v", "bigint[]"), ("s", "bigint[]"), ("at", "timestamptz[]")];

    /// <summary>Arrays before the first column's.</summary>
    public const int HeaderArrays = 4;

    /// <summary>All columns of the table are written: one insert with a guarded conflict clause.</summary>
    public static string Whole(StatementShape shape)
    {
        var sql = new StringBuilder();
        sql.Append("insert into ").Append(shape.Table).Append(" as t (").Append(Names(shape)).Append(')').Append(Overriding(shape)).Append('\n');
        sql.Append("select ").Append(Values(shape)).Append('\n');
        sql.Append("from ").Append(Input(shape.Columns, shape.HasStaleFlags)).Append('\n');
        sql.Append("where ").Append(PassesTombstones).Append('\n');
        sql.Append(Conflict(shape));
        return sql.ToString();
    }

    /// <summary>
    /// Some columns are not touched: rows that exist are updated first, so that a NOT NULL column left out does not refuse them;
    /// only rows that do not exist are inserted.
    /// </summary>
    public static string Partial(StatementShape shape) => PartialRows(shape) + "select (select count(*) from u) + (select count(*) from n)";

    /// <summary>The same, answering with a row for each that took effect.</summary>
    public static string PartialListing(StatementShape shape) => PartialRows(shape) + "select 1 from u union all select 1 from n";

    private static string PartialRows(StatementShape shape)
    {
        var sql = new StringBuilder();
        sql.Append("with i as (select * from ").Append(Input(shape.Columns, shape.HasStaleFlags)).Append("),\nu as (update ").Append(shape.Table).Append(" as t set ");
        sql.AppendJoin(", ", shape.Columns.Where(c => !c.IsKey).Select(c => $"{c.Name} = {c.Value}"));
        sql.Append(shape.Columns.All(c => c.IsKey) ? "" : ", ").Append(UpdatedVersion(shape, "i.v", "i.s", "i.at", IsStale));
        sql.Append(" from i where ").Append(SameKey(shape)).Append(" and (t._cdc_version, t._cdc_sequence) <= (i.v, i.s) returning 1),\n");
        sql.Append("n as (insert into ").Append(shape.Table).Append(" as t (").Append(Names(shape)).Append(')').Append(Overriding(shape)).Append(" select ").Append(Values(shape));
        sql.Append(" from i where not exists (select from ").Append(shape.Table).Append(" as t where ").Append(SameKey(shape)).Append(") and ");
        sql.Append(PassesTombstones).Append('\n').Append(Conflict(shape)).Append(" returning 1)\n");
        return sql.ToString();
    }

    // The first exists runs once a statement; rows are looked up only in tables that have tombstones at all.
    private const string PassesTombstones =
        "not ((select exists (select from cdc.tombstone where table_id = $1)) and exists (select from cdc.tombstone d where d.table_id = $1 and d.key = i.k and (d.version, d.sequence) > (i.v, i.s)))";

    /// <summary>What the flags' array says of a row: it ends early when no more rows are stale, which for most batches is at once.</summary>
    public const string IsStale = "coalesce(i.st, false)";

    /// <summary>The rows of the parameters: key, version, sequence and source time, then the columns in order, then the flags.</summary>
    public static string Input(IEnumerable<StatementColumn> columns, bool hasStaleFlags)
    {
        var arrays = Header.Concat(columns.Select((column, n) => (string.Create(CultureInfo.InvariantCulture, $"c{n}"), column.ArrayType)));
        return ParameterRows.From(2, [.. hasStaleFlags ? arrays.Append(("st", "boolean[]")) : arrays]);
    }

    private static string Overriding(StatementShape shape) => shape.OverridesIdentity ? " overriding system value" : "";

    private static string Names(StatementShape shape)
        => string.Join(", ", shape.Columns.Select(c => c.Name))
            + ", _cdc_version, _cdc_sequence, _cdc_source_ts, _cdc_applied_at" + (shape.HasSoftDeletes ? ", _cdc_deleted" : "") + (shape.HasStaleFlags ? ", _cdc_stale" : "");

    private static string Values(StatementShape shape)
        => string.Join(", ", shape.Columns.Select(c => c.Value))
            + ", i.v, i.s, i.at, now()" + (shape.HasSoftDeletes ? ", false" : "") + (shape.HasStaleFlags ? ", " + IsStale : "");

    private static string Conflict(StatementShape shape)
    {
        var written = shape.Columns.Where(c => !c.IsKey).Select(c => $"{c.Name} = excluded.{c.Name}")
            .Append(UpdatedVersion(shape, "excluded._cdc_version", "excluded._cdc_sequence", "excluded._cdc_source_ts", "excluded._cdc_stale"));
        return $"on conflict ({string.Join(", ", shape.Key)}) do update set {string.Join(", ", written)}\n"
            + "where (t._cdc_version, t._cdc_sequence) <= (excluded._cdc_version, excluded._cdc_sequence)";
    }

    private static string UpdatedVersion(StatementShape shape, string version, string sequence, string sourceTime, string isStale)
        => $"_cdc_version = {version}, _cdc_sequence = {sequence}, _cdc_source_ts = {sourceTime}, _cdc_applied_at = now()"
            + (shape.HasSoftDeletes ? ", _cdc_deleted = false" : "") + (shape.HasStaleFlags ? $", _cdc_stale = {isStale}" : "") + (shape.HasCellTimes ? ", _cdc_cells = null" : "");

    private static string SameKey(StatementShape shape)
        => string.Join(" and ", shape.Columns.Where(c => c.IsKey).Select(c => $"t.{c.Name} = {c.Value}"));
}
