using System.Text;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Builds the statement that deletes rows by key and keeps their tombstones.</summary>
/// <remarks>
/// Parameters: $1 table number, $2 keys as bytes, $3 versions, $4 sequences, $5 source times, then one array a key column, and the
/// flags of <see cref="UpsertSql"/>. Returns how many deletes took effect:
/// those that no newer row and no newer tombstone outlives.
/// </remarks>
internal static class DeleteSql
{
    private const string Effective = " from kept where not exists (select from newer where newer.k = kept.key)";

    /// <summary>The statement for a table; only the shape's key columns are used.</summary>
    public static string Of(StatementShape shape) => Rows(shape) + "select count(*)" + Effective;

    /// <summary>The same, answering with a row for each delete that took effect.</summary>
    public static string Listing(StatementShape shape) => Rows(shape) + "select 1" + Effective;

    private static string Rows(StatementShape shape)
    {
        var keys = shape.Columns.Where(c => c.IsKey).ToList();
        var sql = new StringBuilder("with i as (select * from ").Append(UpsertSql.Input(keys, shape.HasStaleFlags));
        var sameKey = string.Join(" and ", keys.Select(c => $"t.{c.Name} = {c.Value}"));
        sql.Append("),\n");
        sql.Append("newer as (select i.k from i where exists (select from ").Append(shape.Table).Append(" as t where ").Append(sameKey)
            .Append(" and (t._cdc_version, t._cdc_sequence) > (i.v, i.s))),\n");
        sql.Append("gone as (").Append(shape.HasSoftDeletes
                ? $"update {shape.Table} as t set _cdc_deleted = true, _cdc_version = i.v, _cdc_sequence = i.s, _cdc_source_ts = i.at, _cdc_applied_at = now(){(shape.HasStaleFlags ? $", _cdc_stale = {UpsertSql.IsStale}" : "")} from i"
                : $"delete from {shape.Table} as t using i")
            .Append(" where ").Append(sameKey).Append(" and (t._cdc_version, t._cdc_sequence) <= (i.v, i.s)),\n");
        sql.Append(
            """
            kept as (insert into cdc.tombstone as d (table_id, key, version, sequence)
                select $1, i.k, i.v, i.s from i
                on conflict (table_id, key) do update set version = excluded.version, sequence = excluded.sequence, deleted_at = now()
                where (d.version, d.sequence) <= (excluded.version, excluded.sequence) returning d.key)

            """);
        return sql.ToString();
    }
}
