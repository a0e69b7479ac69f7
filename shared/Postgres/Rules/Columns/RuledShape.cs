using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>What rules make of a column before a value of it is seen: what the target is created and changed for.</summary>
internal static class RuledShape
{
    /// <summary>Columns that reach the target, as they reach it.</summary>
    public static IEnumerable<ColumnShape> Of(IEnumerable<ColumnShape> columns, TableOptions options)
        => columns.Where(column => column.IsKey || options.Takes(column.Name)).Select(column => Of(column, options));

    /// <summary>A column after its rules.</summary>
    public static ColumnShape Of(ColumnShape column, TableOptions options)
    {
        if (column.IsAdded)
        {
            return column;
        }

        var rule = options.Column(column.Name);
        var zoned = IsZoned(column, rule, options) ? column with { Type = Utc(column.Type) } : column;
        return rule.Mask switch
        {
            ColumnMask.None => zoned,
            ColumnMask.Null => zoned with { IsNullable = true },
            ColumnMask.Tokenise when column.Type.Kind == ValueKind.Uuid => zoned,
            _ => Masked(zoned),
        };
    }

    /// <summary>A masked column is text.</summary>
    public static ColumnShape Masked(ColumnShape column) => column with { Type = new ColumnType(ValueKind.Text), IsLarge = false };

    /// <summary>A time that became UTC.</summary>
    public static ColumnType Utc(ColumnType type) => new(ValueKind.TimestampTz, type.Precision, SourceName: type.SourceName);

    /// <summary>True for a time without zone that a rule has a zone for.</summary>
    /// <remarks>A zone that is set for the whole table leaves keys as they are: in autumn an hour comes twice.</remarks>
    public static bool IsZoned(ColumnShape column, ColumnOptions rule, TableOptions options)
        => column.Type.Kind == ValueKind.Timestamp && (rule.TimeZone ?? (column.IsKey ? null : options.TimeZone)) is not null;
}
