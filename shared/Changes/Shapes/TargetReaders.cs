using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Shapes;

/// <summary>Value readers when only the target column tells the type; what it does not tell stays ambiguous.</summary>
internal static class TargetReaders
{
    /// <summary>The reader for a target column.</summary>
    public static ValueReader For(ColumnType type, SourceOptions source) => type.Kind switch
    {
        ValueKind.Boolean => new BooleanReader(type),
        ValueKind.Int16 => new IntegerReader(type, short.MinValue, short.MaxValue),
        ValueKind.Int32 => new IntegerReader(type, int.MinValue, int.MaxValue),
        ValueKind.Int64 => new IntegerReader(type, long.MinValue, long.MaxValue),
        ValueKind.Float32 or ValueKind.Float64 => new FloatReader(type),
        ValueKind.Decimal => Decimal(type, source),
        ValueKind.Bytes => new BytesReader(type, source.Dialect == Dialect.SqlServer ? source.Connector.BinaryHandlingMode : null),
        ValueKind.Uuid => new UuidReader(type),
        ValueKind.Inet => new InetReader(type),
        ValueKind.Date => new DateReader(type),
        ValueKind.Time => new TimeReader(type, source.Dialect == Dialect.SqlServer ? TimeUnitOf(source.Connector) : TimeUnit.Nanoseconds),
        ValueKind.Timestamp or ValueKind.TimestampTz => new TimestampReader(type, source.Dialect == Dialect.SqlServer ? Unit(source.Connector) : TimeUnit.Milliseconds),
        ValueKind.Interval => new DurationReader(type, source.Dialect == Dialect.Cassandra ? TimeUnit.Nanoseconds : TimeUnit.Unknown),
        ValueKind.Json => new DocumentReader(type, new NaturalReader(type.SourceName, hasCqlForms: source.Dialect != Dialect.SqlServer)),
        _ => new PlainTextReader(type, takesBare: type.Kind == ValueKind.Text),
    };

    // ScyllaDB's connector always sends text; Debezium's Cassandra connector text, a number or an object that brings its scale.
    private static DecimalReader Decimal(ColumnType type, SourceOptions source) => (source.Dialect, source.Connector.DecimalHandlingMode) switch
    {
        (Dialect.Scylla, _) => new(type, DecimalForm.Text, isEvident: false),
        (_, "string") => new(type, DecimalForm.Text),
        (_, "precise") => new(type, DecimalForm.Base64),
        _ => new(type, DecimalForm.Unknown),
    };

    private static TimeUnit TimeUnitOf(ConnectorOptions connector)
        => string.Equals(connector.TimePrecisionMode, "adaptive_time_microseconds", StringComparison.Ordinal) ? TimeUnit.Microseconds : Unit(connector);

    // The adaptive modes choose the unit by the source's precision, which a target column does not tell.
    private static TimeUnit Unit(ConnectorOptions connector) => connector.TimePrecisionMode switch
    {
        "connect" => TimeUnit.Milliseconds,
        "microseconds" => TimeUnit.Microseconds,
        "nanoseconds" => TimeUnit.Nanoseconds,
        _ => TimeUnit.Unknown,
    };
}
