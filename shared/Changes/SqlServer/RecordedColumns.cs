using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>The columns of a table as a schema-change record declares them, typed as events without schema are read.</summary>
public static class RecordedColumns
{
    /// <summary>All columns in the source's order; a column of a type nobody knows is left out.</summary>
    public static IReadOnlyList<ColumnShape> Of(SourceTable table, ConnectorOptions connector)
    {
        ArgumentNullException.ThrowIfNull(table);
        var readers = new SqlServerReaders(connector);
        return [.. table.Columns.Select(column => Shape(table, column, readers)).OfType<ColumnShape>()];
    }

    private static ColumnShape? Shape(SourceTable table, SourceColumn column, SqlServerReaders readers) => SqlServerType.Parse(column.Type) is not { } type ? null : new ColumnShape
    {
        Name = column.Name,
        Type = readers.For(type, column.Type).Type,
        KeyOrdinal = table.PrimaryKey.ToList().IndexOf(column.Name),
        IsNullable = column.IsNullable && !table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal),
        IsLarge = column.IsLarge,
    };
}
