using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>A table to be created from a source's shape.</summary>
public sealed record TableDefinition
{
    /// <summary>Schema and name.</summary>
    public required TargetTableName Name { get; init; }

    /// <summary>Source columns: folded name and SQL type.</summary>
    public required IReadOnlyList<ColumnDefinition> Columns { get; init; }

    /// <summary>Folded names of the key in its order; empty for a table without one.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Whether <c>_cdc_deleted</c> is there.</summary>
    public bool HasSoftDeletes { get; init; }

    /// <summary>Whether a new table has <c>_cdc_stale</c>.</summary>
    public bool HasStaleFlags { get; init; }

    /// <summary>Whether a table that is there already gets <c>_cdc_stale</c>: only when a person asked for flags, not by default.</summary>
    public bool AddsStaleFlags { get; init; }

    /// <summary>Whether <c>_cdc_cells</c> is there.</summary>
    public bool HasCellTimes { get; init; }

    /// <summary>What the source's columns ask for.</summary>
    public static TableDefinition For(TargetTableName name, IReadOnlyList<ColumnShape> columns, TableOptions options) => new()
    {
        Name = name,
        Columns = [.. columns.Where(column => column.IsKey || options.Takes(column.Name)).Select(column => ColumnDefinition.For(column, options))],
        Key = [.. SourceKey.Of(columns, options).Select(column => options.TargetOf(column.Name))],
        HasSoftDeletes = options.Deletes == DeletePolicy.Soft,
        HasStaleFlags = options.StaleEvents == StaleEventPolicy.Flag,
        AddsStaleFlags = AddsFlags(options),
    };

    /// <summary>Whether a table that is there already gets <c>_cdc_stale</c>.</summary>
    public static bool AddsFlags(TableOptions options) => options is { StaleEvents: StaleEventPolicy.Flag, IsStalenessChosen: true };
}
