using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Simulation.Store;

/// <summary>The target table of a run, as a person would have created it.</summary>
internal static class SimTables
{
    private static readonly PgType Integer = BuiltIn(23, "int4", "integer");
    private static readonly PgType Bigint = BuiltIn(20, "int8", "bigint");
    private static readonly PgType Text = BuiltIn(25, "text", "text");
    private static readonly PgType Bytea = BuiltIn(17, "bytea", "bytea");
    private static readonly PgType Moment = BuiltIn(1184, "timestamptz", "timestamp with time zone");
    private static readonly PgType Boolean = BuiltIn(16, "bool", "boolean");

    /// <summary>Names of the tables; a run that needs one has the first.</summary>
    public static readonly string[] Names = ["t", "u", "v"];

    /// <summary>SQL of the same tables, for a real server.</summary>
    public static string Sql(Dialect dialect, bool softDeletes, params IEnumerable<string> tables)
        => "create schema shop" + string.Concat(tables.Select(table => "; " + Sql(dialect, softDeletes, table)));

    private static string Sql(Dialect dialect, bool softDeletes, string table)
        => $"create table shop.{table} ({(dialect == Dialect.Cassandra ? "p integer, c integer" : "id bigint")}, a integer check (a <> 1313), b text, "
            + "_cdc_version bigint not null default 0, _cdc_sequence bigint not null default 0, _cdc_source_ts timestamptz, _cdc_applied_at timestamptz"
            + (softDeletes ? ", _cdc_deleted boolean not null default false" : "") + (dialect == Dialect.Cassandra ? ", _cdc_cells bytea" : "")
            + $", primary key ({(dialect == Dialect.Cassandra ? "p, c" : "id")}))";

    /// <summary>A table of the model; numbered as <see cref="Names"/> are.</summary>
    public static StoredTable Of(Dialect dialect, bool softDeletes, string table, uint oid = 1)
    {
        var isCells = dialect == Dialect.Cassandra;
        (string Name, PgType Type)[] keys = isCells ? [("p", Integer), ("c", Integer)] : [("id", Bigint)];
        (string, PgType)[] columns =
        [
            .. keys, ("a", Integer), ("b", Text), (BookkeepingColumns.Version, Bigint), (BookkeepingColumns.Sequence, Bigint),
            (BookkeepingColumns.SourceTime, Moment), (BookkeepingColumns.AppliedAt, Moment),
            .. softDeletes ? new (string, PgType)[] { (BookkeepingColumns.Deleted, Boolean) } : [],
            .. isCells ? new (string, PgType)[] { (BookkeepingColumns.Cells, Bytea) } : [],
        ];
        string[] key = [.. keys.Select(k => k.Name)];
        return new StoredTable(Array.IndexOf(Names, table) + 1, new TargetTable
        {
            Oid = oid,
            Name = new TargetTableName("shop", table),
            Columns = [.. columns.Select((c, n) => new TargetColumn
            {
                Name = c.Item1,
                Type = c.Item2,
                Attnum = (short)(n + 1),
                IsNullable = !key.Contains(c.Item1) && c.Item1 is not (BookkeepingColumns.Version or BookkeepingColumns.Sequence or BookkeepingColumns.Deleted),
                HasDefault = c.Item1 is BookkeepingColumns.Version or BookkeepingColumns.Sequence or BookkeepingColumns.Deleted,
            })],
            PrimaryKey = key,
            UniqueKeys = [key],
        });
    }

    private static PgType BuiltIn(uint oid, string name, string display) => new() { Oid = oid, Schema = "pg_catalog", Name = name, Display = display };
}
