using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>The key of a source table: what the configuration says, else what the events say.</summary>
internal static class SourceKey
{
    /// <summary>Key columns in order; a configured name that no column has is left out.</summary>
    public static IReadOnlyList<ColumnShape> Of(IReadOnlyList<ColumnShape> columns, TableOptions options)
        => options.Key is { Count: > 0 } names
            ? [.. names.Select(name => columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))).OfType<ColumnShape>()]
            : [.. columns.Where(static column => column.IsKey).OrderBy(static column => column.KeyOrdinal)];
}
