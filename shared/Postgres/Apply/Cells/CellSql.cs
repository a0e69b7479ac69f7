using System.Globalization;
using System.Text;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Builds the statements that write merged rows. They have no guards: the merge has decided under the table's lock.</summary>
/// <remarks>
/// Parameters: $1 number of the table, $2 versions, $3 source times, $4 cell times, where the table has <c>_cdc_stale</c> its flags,
/// <see cref="Clear"/>'s masks, then one array a column.
/// The text depends on table and column set only, so that it is prepared once per connection.
/// </remarks>
internal static class CellSql
{
    private static readonly (string, string)[] Plain = [("v", "bigint"), ("at", "timestamptz"), ("m", "bytea")];
    private static readonly (string, string)[] Flagged = [.. Plain, ("st", "boolean")];

    /// <summary>Writes rows whether they exist or not.</summary>
    public static string Upsert(StatementShape shape)
    {
        var values = shape.Columns.Select(c => c.Value).Concat(["i.v", "0", "i.at", "now()", "i.m"]).Concat(shape.HasSoftDeletes ? ["false"] : []).Concat(shape.HasStaleFlags ? [UpsertSql.IsStale] : []);
        var set = shape.Columns.Where(c => !c.IsKey).Select(c => c.Name).Concat(Bookkeeping(shape)).Select(name => $"{name} = excluded.{name}");
        var sql = new StringBuilder("insert into ").Append(shape.Table).Append(" as t (")
            .AppendJoin(", ", shape.Columns.Select(c => c.Name).Concat(Bookkeeping(shape))).Append(')')
            .Append(shape.OverridesIdentity ? " overriding system value" : "").Append("\nselect ").AppendJoin(", ", values)
            .Append("\nfrom ").Append(Input(shape, Header(shape)))
            .Append("\non conflict (").AppendJoin(", ", shape.Key).Append(") do update set ").AppendJoin(", ", set);
        return sql.ToString();
    }

    /// <summary>Writes rows that exist, for column sets that leave out a NOT NULL column.</summary>
    public static string Update(StatementShape shape)
    {
        var set = shape.Columns.Where(c => !c.IsKey).Select(c => $"{c.Name} = {c.Value}").Concat(NewBookkeeping(shape));
        return $"update {shape.Table} as t set {string.Join(", ", set)}\nfrom {Input(shape, Header(shape))}\nwhere {SameKey(shape)}";
    }

    /// <summary>Empties cells that a delete covers, in rows that live on.</summary>
    /// <param name="shape">Key columns.</param>
    /// <param name="values">Quoted names of all value columns in the order of the mask's bits.</param>
    public static string Clear(StatementShape shape, IReadOnlyList<string> values)
    {
        var set = values.Select((name, n) => string.Create(CultureInfo.InvariantCulture, $"{name} = case when get_bit(i.x, {n}) = 1 then null else t.{name} end"))
            .Concat(NewBookkeeping(shape));
        return $"update {shape.Table} as t set {string.Join(", ", set)}\nfrom {Input(shape, [.. Header(shape), ("x", "bytea")])}\nwhere {SameKey(shape)}";
    }

    /// <summary>Takes rows away; with soft deletes it marks them.</summary>
    public static string Remove(StatementShape shape)
    {
        var input = Input(shape, Header(shape));
        return shape.HasSoftDeletes
            ? $"update {shape.Table} as t set _cdc_version = i.v, _cdc_sequence = 0, _cdc_source_ts = i.at, _cdc_applied_at = now(), _cdc_cells = i.m, _cdc_deleted = true{(shape.HasStaleFlags ? $", _cdc_stale = {UpsertSql.IsStale}" : "")}\nfrom {input}\nwhere {SameKey(shape)}"
            : $"delete from {shape.Table} as t using {input}\nwhere {SameKey(shape)}";
    }

    /// <summary>The rows of the parameters: <c>(select unnest(…), …) as i (…)</c>.</summary>
    /// <param name="shape">Columns to read.</param>
    /// <param name="leading">Arrays before the columns' own, from $2 on: name and element type.</param>
    /// <param name="ordinality">True for a last column <c>n</c> that counts the rows from 1.</param>
    public static string Input(StatementShape shape, (string Name, string Type)[] leading, bool ordinality = false)
    {
        var columns = shape.Columns.Select((column, n) => (string.Create(CultureInfo.InvariantCulture, $"c{n}"), column.ArrayType));
        return ParameterRows.From(2, [.. leading.Select(l => (l.Name, l.Type + "[]")), .. columns], ordinality);
    }

    /// <summary>Condition that joins the input to the table.</summary>
    public static string SameKey(StatementShape shape)
        => string.Join(" and ", shape.Columns.Where(c => c.IsKey).Select(c => $"t.{c.Name} = {c.Value}"));

    private static (string, string)[] Header(StatementShape shape) => shape.HasStaleFlags ? Flagged : Plain;

    private static IEnumerable<string> Bookkeeping(StatementShape shape)
        => ["_cdc_version", "_cdc_sequence", "_cdc_source_ts", "_cdc_applied_at", "_cdc_cells", .. shape.HasSoftDeletes ? ["_cdc_deleted"] : Array.Empty<string>(),
            .. shape.HasStaleFlags ? [BookkeepingColumns.Stale] : Array.Empty<string>()];

    private static IEnumerable<string> NewBookkeeping(StatementShape shape)
        => ["_cdc_version = i.v", "_cdc_sequence = 0", "_cdc_source_ts = i.at", "_cdc_applied_at = now()", "_cdc_cells = i.m",
            .. shape.HasSoftDeletes ? ["_cdc_deleted = false"] : Array.Empty<string>(), .. shape.HasStaleFlags ? ["_cdc_stale = " + UpsertSql.IsStale] : Array.Empty<string>()];
}
