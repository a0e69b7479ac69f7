using System.Collections.Immutable;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Answers decoders from the target tables seen last.</summary>
/// <remarks>Thread-safe: readers see one snapshot, <see cref="Publish"/> replaces it.</remarks>
public sealed class TargetTypes(IEnumerable<SourceOptions> sources) : ITargetTypes
{
    private readonly Dictionary<string, SourceOptions> _sources = sources.ToDictionary(static source => source.Name, StringComparer.Ordinal);
    private ImmutableDictionary<TargetTableName, TargetTable> _tables = ImmutableDictionary<TargetTableName, TargetTable>.Empty;

    /// <summary>Takes over a table as it is now.</summary>
    public void Publish(TargetTable table)
        => ImmutableInterlocked.AddOrUpdate(ref _tables, table.Name, table, (_, _) => table);

    /// <summary>Forgets a table that is gone.</summary>
    public void Forget(TargetTableName name) => ImmutableInterlocked.TryRemove(ref _tables, name, out _);

    /// <inheritdoc />
    public ColumnType? Find(TableName table, string column)
        => _sources.TryGetValue(table.Source, out var source)
            && source.Table(table.Table) is var options
            && Volatile.Read(ref _tables).TryGetValue(TargetTableName.For(source, table), out var target)
            && target.Find(options.TargetOf(column)) is { } found
                ? BeforeRules(TargetColumnTypes.For(found.Type), options, column)
                : null;

    // A masked column is text in the target whatever the source has; a time that became UTC had no zone.
    private static ColumnType? BeforeRules(ColumnType type, TableOptions options, string column)
    {
        var rule = options.Column(column);
        return rule.Mask is not (ColumnMask.None or ColumnMask.Null) ? null
            : type.Kind == ValueKind.TimestampTz && (rule.TimeZone ?? options.TimeZone) is not null ? type with { Kind = ValueKind.Timestamp }
            : type;
    }
}
