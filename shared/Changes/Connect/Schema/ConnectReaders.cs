using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>Value readers for Connect schemas.</summary>
internal static class ConnectReaders
{
    /// <summary>The reader a schema asks for.</summary>
    public static ValueReader For(ConnectSchema schema, Dialect dialect) => Semantic(schema, dialect) ?? Plain(schema, dialect);

    private static ValueReader? Semantic(ConnectSchema schema, Dialect dialect)
    {
        // A CQL timestamp is a point in time; SQL Server's datetime types have no zone. Both connectors use the same names.
        var timestamp = dialect == Dialect.SqlServer ? ValueKind.Timestamp : ValueKind.TimestampTz;
        return schema.Name switch
        {
            SemanticTypes.ConnectDecimal => Decimal(schema),
            SemanticTypes.VariableScaleDecimal => new DecimalReader(new ColumnType(ValueKind.Decimal), DecimalForm.Text, isEvident: false),
            SemanticTypes.ConnectDate or SemanticTypes.Date or SemanticTypes.IsoDate => new DateReader(new ColumnType(ValueKind.Date)),
            SemanticTypes.ConnectTime or SemanticTypes.Time => Time(TimeUnit.Milliseconds, 3),
            SemanticTypes.MicroTime => Time(TimeUnit.Microseconds, 6),
            SemanticTypes.NanoTime => Time(TimeUnit.Nanoseconds, 9),
            SemanticTypes.IsoTime => Time(TimeUnit.Unknown, null),
            SemanticTypes.ZonedTime => new TimeReader(new ColumnType(ValueKind.Time), TimeUnit.Unknown, isZoned: true),
            SemanticTypes.ConnectTimestamp or SemanticTypes.Timestamp => Timestamp(timestamp, TimeUnit.Milliseconds, 3),
            SemanticTypes.MicroTimestamp => Timestamp(timestamp, TimeUnit.Microseconds, 6),
            SemanticTypes.NanoTimestamp => Timestamp(timestamp, TimeUnit.Nanoseconds, 9),
            SemanticTypes.IsoTimestamp => Timestamp(timestamp, TimeUnit.Unknown, null),
            SemanticTypes.ZonedTimestamp => Timestamp(ValueKind.TimestampTz, TimeUnit.Unknown, null),
            SemanticTypes.MicroDuration => Duration(TimeUnit.Microseconds),
            SemanticTypes.NanoDuration => Duration(TimeUnit.Nanoseconds),
            SemanticTypes.Interval => Duration(TimeUnit.Unknown),
            SemanticTypes.Year => IntegerReader.Signed(4),
            SemanticTypes.Uuid => new UuidReader(new ColumnType(ValueKind.Uuid)),
            SemanticTypes.Json => new JsonStringReader(new ColumnType(ValueKind.Json)),
            SemanticTypes.Xml => new PlainTextReader(new ColumnType(ValueKind.Xml)),
            SemanticTypes.Enumeration or SemanticTypes.EnumerationSet => new PlainTextReader(new ColumnType(ValueKind.Text)),
            SemanticTypes.Bits => new BytesReader(new ColumnType(ValueKind.Bytes)),
            _ => null,
        };
    }

    private static ValueReader Plain(ConnectSchema schema, Dialect dialect) => schema.Type switch
    {
        "boolean" => new BooleanReader(new ColumnType(ValueKind.Boolean)),
        "int8" => IntegerReader.Signed(1),
        "int16" => IntegerReader.Signed(2),
        "int32" => IntegerReader.Signed(4),
        "int64" => IntegerReader.Signed(8),
        "float" or "float32" => new FloatReader(new ColumnType(ValueKind.Float32)),
        "double" or "float64" => new FloatReader(new ColumnType(ValueKind.Float64)),
        "string" => new PlainTextReader(new ColumnType(ValueKind.Text)),
        "bytes" => new BytesReader(new ColumnType(ValueKind.Bytes)),
        "array" => Array(schema, dialect),
        "map" => new MapReader(Inner(schema.Keys, dialect), Inner(schema.Items, dialect)),
        "struct" => Struct(schema, dialect),
        _ => NaturalReader.Plain,
    };

    private static StructureReader Array(ConnectSchema schema, Dialect dialect)
    {
        // ScyllaDB's connector sends maps as arrays of entries, whatever the key.
        var isMap = schema.Items is { Type: "struct", Fields: [{ Field: "key" }, { Field: "value" }] } entry
            && (entry.Name?.Contains("MapEntry", StringComparison.Ordinal) ?? false);
        return isMap
            ? new MapReader(Inner(schema.Items!.Fields[0], dialect), Inner(schema.Items.Fields[1], dialect))
            : new ListReader(Inner(schema.Items, dialect));
    }

    private static StructureReader Struct(ConnectSchema schema, Dialect dialect)
        => TupleReader.IsTuple([.. schema.Fields.Select(one => one.Field ?? "")])
            ? new TupleReader([.. schema.Fields.Select(one => For(one, dialect))])
            : new StructReader(schema.Fields.DistinctBy(one => one.Field, StringComparer.Ordinal).ToDictionary(one => one.Field ?? "", one => For(one, dialect), StringComparer.Ordinal));

    private static ValueReader Inner(ConnectSchema? schema, Dialect dialect) => schema is null ? NaturalReader.Plain : For(schema, dialect);

    private static DecimalReader Decimal(ConnectSchema schema)
        => new(new ColumnType(ValueKind.Decimal, schema.Number("connect.decimal.precision"), schema.Number("scale") ?? 0), DecimalForm.Base64, isEvident: false);

    private static TimeReader Time(TimeUnit unit, int? digits) => new(new ColumnType(ValueKind.Time, digits), unit);

    private static TimestampReader Timestamp(ValueKind kind, TimeUnit unit, int? digits) => new(new ColumnType(kind, digits), unit);

    private static DurationReader Duration(TimeUnit unit) => new(new ColumnType(ValueKind.Interval), unit);
}
