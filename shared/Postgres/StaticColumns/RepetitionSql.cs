using System.Globalization;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.StaticColumns;

/// <summary>SQL that keeps static columns in every row of their partition.</summary>
/// <remarks>
/// Triggers, so that it holds for whoever writes either table: batches, single rows after a refusal, replays of dead letters, merged cells, a person.
/// They need no locks of their own: a batch with static columns holds the fence's lock of the clustered table alone.
/// </remarks>
internal sealed class RepetitionSql(int id, TargetTable table, TargetTable statics, IReadOnlyList<string> columns)
{
    /// <summary>Triggers on both tables.</summary>
    public const int Triggers = 4;

    /// <summary>By this beginning of its comment a column is known for a repeated one.</summary>
    public const string Mark = "Static column: ";

    /// <summary>What stands: parameters <c>Schema</c> and <c>Name</c> of the clustered table, <c>tables</c> the numbers of both in <c>pg_class</c>.</summary>
    public const string State =
        """
        with own as (
          select t.id, p.oid, p.proname, p.prosrc from cdc.target_table t
          left join pg_catalog.pg_proc p on p.pronamespace = 'cdc'::regnamespace and p.proname in ('fill_static_' || t.id, 'spread_static_' || t.id)
          where t.schema = @Schema and t.name = @Name)
        select id, max(prosrc) filter (where proname like 'fill%') as fill, max(prosrc) filter (where proname like 'spread%') as spread,
          (select count(*)::integer from pg_catalog.pg_trigger g where g.tgrelid::bigint = any (@tables) and g.tgfoid in (select oid from own) and g.tgenabled <> 'D') as triggers
        from own group by id
        """;

    // Compared as text: some types (json) have no equality of their own.
    private string Differs => string.Join(" or ", columns.Select(static column => $"t.{SqlIdentifier.Quote(column)}::text is distinct from s.{SqlIdentifier.Quote(column)}::text"));

    // Not _cdc_applied_at: it says when the row's own version was written, and between equal versions a replay of a dead letter goes by it.
    private string Set => string.Join(", ", columns.Select(static column => $"{SqlIdentifier.Quote(column)} = s.{SqlIdentifier.Quote(column)}"));

    private string IsThere => statics.Has(BookkeepingColumns.Deleted) ? $" and not s.{BookkeepingColumns.Deleted}" : "";

    /// <summary>Gives a row that is written what its partition has.</summary>
    public string Fill =>
        $"""
        begin
          select {Names("s.")} into {Names("new.")} from {statics.Name.ToSql()} as s where {SameKey("s", "new")}{IsThere};
          return new;
        end
        """;

    /// <summary>Gives the rows of partitions whose static columns were written what these have now.</summary>
    public string Spread =>
        $"""
        begin
          update {table.Name.ToSql()} as t set {Set}
          from changed as c left join {statics.Name.ToSql()} as s on {SameKey("s", "c")}{IsThere}
          where {SameKey("t", "c")} and ({Differs});
          return null;
        end
        """;

    /// <summary>Makes functions and triggers; what was there before is replaced.</summary>
    public string Create =>
        $"""
        {Function(FillName, Fill)};
        {Function(SpreadName, Spread)};
        drop trigger if exists cdc_fill_static on {table.Name.ToSql()};
        create trigger cdc_fill_static before insert or update on {table.Name.ToSql()} for each row execute function {FillName}();
        {Trigger("insert", "new")};
        {Trigger("update", "new")};
        {Trigger("delete", "old")}
        """;

    /// <summary>Gives the rows that are there what their partitions have.</summary>
    public string FillAll => $"update {table.Name.ToSql()} as t set {Set} from {statics.Name.ToSql()} as s where {SameKey("t", "s")}{IsThere} and ({Differs})";

    private string FillName => Name("fill", id);

    private string SpreadName => Name("spread", id);

    /// <summary>Takes functions and triggers away.</summary>
    public string Drop => $"drop function if exists {FillName}() cascade; drop function if exists {SpreadName}() cascade";

    /// <summary>Says at the columns where their values come from.</summary>
    public string Comments => Comment($"{Mark}every row shows what {statics.Name} has for its partition.");

    /// <summary>Says at the columns that they stay as they are now.</summary>
    public string Farewell => Comment($"{Mark}no longer kept here, see {statics.Name}.");

    private static string Name(string what, int id) => string.Create(CultureInfo.InvariantCulture, $"cdc.{what}_static_{id}");

    private static string Function(string name, string body) => $"create or replace function {name}() returns trigger language plpgsql as {SqlIdentifier.Literal(body)}";

    private string Trigger(string change, string rows)
        => $"drop trigger if exists cdc_spread_static_{change} on {statics.Name.ToSql()};\n"
            + $"create trigger cdc_spread_static_{change} after {change} on {statics.Name.ToSql()} referencing {rows} table as changed for each statement execute function {SpreadName}()";

    private string Comment(string text)
        => string.Join(";\n", columns.Select(column => $"comment on column {table.Name.ToSql()}.{SqlIdentifier.Quote(column)} is {SqlIdentifier.Literal(text)}"));

    private string Names(string prefix) => string.Join(", ", columns.Select(column => prefix + SqlIdentifier.Quote(column)));

    private string SameKey(string one, string other)
        => string.Join(" and ", statics.PrimaryKey.Select(key => $"{one}.{SqlIdentifier.Quote(key)} = {other}.{SqlIdentifier.Quote(key)}"));
}
