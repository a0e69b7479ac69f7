using System.Text;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Builds the statement that reads what stands for keys: $1 table number, $2 keys as bytes, then one array a key column.</summary>
internal static class StandingSql
{
    /// <summary>Answers with the position of the key (from 1), what its row says, and what its tombstone says; keys without either are left out.</summary>
    /// <param name="shape">Key columns.</param>
    public static string Of(StatementShape shape) => new StringBuilder()
        .Append("select i.n, t.found, t.version, t.sequence, t.at, d.version, d.sequence, d.deleted_at\nfrom ").Append(CellSql.Input(shape, [("k", "bytea")], ordinality: true))
        .Append("\nleft join lateral (select true as found, _cdc_version as version, _cdc_sequence as sequence, _cdc_applied_at as at from ").Append(shape.Table)
        .Append(" as t where ").Append(CellSql.SameKey(shape)).Append(" limit 1) as t on true")
        .Append("\nleft join lateral (select version, sequence, deleted_at from cdc.tombstone where table_id = $1 and key = i.k limit 1) as d on true")
        .Append("\nwhere t.found or d.version is not null").ToString();
}
