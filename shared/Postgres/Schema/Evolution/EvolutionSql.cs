using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Statements that make a target follow its source. Nothing here drops a column or a value.</summary>
internal static class EvolutionSql
{
    /// <summary>What stands at a column that the source has no more.</summary>
    public const string Deprecated = "Deprecated: the source has no such column any more. See cdc schema history.";

    /// <summary>What stands at a table that the source has no more.</summary>
    public const string DeprecatedTable = "Deprecated: the source has no such table any more. See cdc schema history.";

    /// <summary>Adds a column; a constant default fills the rows that are there without writing them anew.</summary>
    public static string AddColumn(TargetTableName table, string column, string type, string? defaultValue)
        => $"{Alter(table)} add column if not exists {SqlIdentifier.Quote(column)} {type}{(defaultValue is null ? "" : $" default {defaultValue}")}";

    /// <summary>Marks a column that is kept; it must not refuse rows that come without it.</summary>
    public static string Deprecate(TargetTableName table, TargetColumn column, bool isKey)
        => (column.IsNullable || isKey ? "" : DropNotNull(table, column.Name) + ";\n") + Comment(table, column.Name, SqlIdentifier.Literal(Deprecated));

    /// <summary>Takes the mark off a column that is back.</summary>
    public static string Revive(TargetTableName table, string column) => Comment(table, column, "null");

    /// <summary>Lets NULL in.</summary>
    public static string DropNotNull(TargetTableName table, string column) => $"{Alter(table)} alter column {SqlIdentifier.Quote(column)} drop not null";

    /// <summary>Changes a type.</summary>
    public static string AlterType(TargetTableName table, string column, string from, string to)
    {
        // A cast inside one family would only hide from PostgreSQL that nothing has to be written.
        var isFamily = string.Equals(SqlType.Parse(from).Name, SqlType.Parse(to).Name, StringComparison.Ordinal);
        return $"{Alter(table)} alter column {SqlIdentifier.Quote(column)} type {to}{(isFamily ? "" : $" using {SqlIdentifier.Quote(column)}::{to}")}";
    }

    /// <summary>Gives the table another primary key; columns of the old one alone take NULL from then on.</summary>
    public static string ChangeKey(TargetTable table, IReadOnlyCollection<string> key)
    {
        var freed = table.PrimaryKey.Where(column => !key.Contains(column)).Select(static column => $"alter column {SqlIdentifier.Quote(column)} drop not null, ");
        var drop = table.PrimaryKeyName is { } constraint ? $"drop constraint {SqlIdentifier.Quote(constraint)}, " : "";
        return $"{Alter(table.Name)} {drop}{string.Concat(freed)}add primary key ({string.Join(", ", key.Select(SqlIdentifier.Quote))})";
    }

    /// <summary>Copies values to a column's new name, in rows that were written before it had it.</summary>
    public static string Copy(TargetTableName table, string from, string to, SourceClock clock)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"update {table.ToSql()} set {SqlIdentifier.Quote(to)} = {SqlIdentifier.Quote(from)} where ({BookkeepingColumns.Version}, {BookkeepingColumns.Sequence}) < ({clock.Version}, {clock.Sequence}) and {SqlIdentifier.Quote(to)} is null");

    /// <summary>Marks a table that is kept.</summary>
    public static string DeprecateTable(TargetTableName table) => $"comment on table {table.ToSql()} is {SqlIdentifier.Literal(DeprecatedTable)}";

    private static string Comment(TargetTableName table, string column, string text) => $"comment on column {table.ToSql()}.{SqlIdentifier.Quote(column)} is {text}";

    private static string Alter(TargetTableName table) => $"alter table {table.ToSql()}";
}
