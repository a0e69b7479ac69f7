using System.Text;

namespace CdcFunctions.Postgres.Tables;

/// <summary>SQL that makes target tables; every statement may run twice.</summary>
public static class TableDdl
{
    // Leaves room on a page for the next version of a row, so that updates stay off the indexes.
    private const int FillFactor = 90;

    /// <summary>Creates a schema.</summary>
    public static string CreateSchema(string schema) => $"create schema if not exists {SqlIdentifier.Quote(schema)}";

    /// <summary>Creates a table with its key and bookkeeping columns; only key columns are NOT NULL.</summary>
    public static string CreateTable(TableDefinition table)
    {
        var sql = new StringBuilder($"create table if not exists {table.Name.ToSql()} (");
        foreach (var column in table.Columns)
        {
            var isKey = table.Key.Contains(column.Name, StringComparer.Ordinal);
            sql.Append("\n  ").Append(SqlIdentifier.Quote(column.Name)).Append(' ').Append(column.SqlType)
                .Append(column.Default is { } value && !isKey ? $" default {value}" : "").Append(isKey ? " not null," : ",");
        }

        foreach (var (name, definition) in BookkeepingColumns.Definitions(table.HasSoftDeletes, table.HasCellTimes, table.HasStaleFlags))
        {
            sql.Append("\n  ").Append(name).Append(' ').Append(definition).Append(',');
        }

        if (table.Key.Count > 0)
        {
            sql.Append("\n  primary key (").AppendJoin(", ", table.Key.Select(SqlIdentifier.Quote)).Append("),");
        }

        sql.Length--;
        return sql.Append("\n) with (fillfactor = ").Append(FillFactor).Append(')').ToString();
    }

    /// <summary>Adds columns; none of them is NOT NULL, so that rows already there stay as they are.</summary>
    public static string AddColumns(TargetTableName table, IReadOnlyCollection<ColumnDefinition> columns)
        => Alter(table, columns.Select(static column => $"add column if not exists {SqlIdentifier.Quote(column.Name)} {column.SqlType}"));

    /// <summary>Adds the bookkeeping columns that a table lacks, or null when it has all.</summary>
    public static string? AddBookkeeping(TargetTable table, bool softDeletes, bool cellTimes = false, bool staleFlags = false)
    {
        var missing = BookkeepingColumns.Definitions(softDeletes, cellTimes, staleFlags).Where(column => !table.Has(column.Name)).ToArray();
        return missing.Length == 0 ? null : Alter(table.Name, missing.Select(static column => $"add column if not exists {column.Name} {column.Definition}"));
    }

    private static string Alter(TargetTableName table, IEnumerable<string> actions)
        => $"alter table {table.ToSql()} {string.Join(", ", actions)}";
}
