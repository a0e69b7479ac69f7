using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Tables;

/// <summary>The type a column gets when this project creates it.</summary>
/// <remarks>
/// Lengths of character types are not taken over: the source has checked them, and a longer one there must not stop the target.
/// Fractional second digits are not either: PostgreSQL keeps microseconds at no cost.
/// </remarks>
public static class CreatedTypes
{
    // PostgreSQL's limits for numeric(p,s); the scale of a source is never negative.
    private const int LargestPrecision = 1_000;

    /// <summary>SQL of the type.</summary>
    public static string For(ColumnType type) => type.Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Int16 => "smallint",
        ValueKind.Int32 => "integer",
        ValueKind.Int64 => "bigint",
        ValueKind.Float32 => "real",
        ValueKind.Float64 => "double precision",
        ValueKind.Decimal => Numeric(type),
        ValueKind.Text => "text",
        ValueKind.Bytes => "bytea",
        ValueKind.Uuid => "uuid",
        ValueKind.Inet => "inet",
        ValueKind.Date => "date",
        ValueKind.Time => "time",
        ValueKind.Timestamp => "timestamp",
        ValueKind.TimestampTz => "timestamptz",
        ValueKind.Interval => "interval",
        ValueKind.Json => "jsonb",
        ValueKind.Xml => "xml",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "no such kind"),
    };

    private static string Numeric(ColumnType type) => type is { Precision: { } precision and > 0 and <= LargestPrecision, Scale: { } scale and >= 0 } && scale <= precision
        ? $"numeric({precision},{scale})"
        : "numeric";
}
