using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Documents;
using CdcFunctions.Postgres.Apply.Wire.Strings;
using CdcFunctions.Postgres.Apply.Wire.Times;
using static CdcFunctions.Postgres.Apply.Wire.ConversionGrade;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>What goes into JSON, XML, arrays and row types.</summary>
internal static class DocumentRules
{
    public static Conversion? Json(ValueKind kind) => Into(WireType.Json, kind);

    public static Conversion? Jsonb(ValueKind kind) => Into(WireType.Jsonb, kind);

    public static Conversion? Xml(ValueKind kind) => kind switch
    {
        ValueKind.Xml or ValueKind.Text => new(Parsed, static pair => new ParsedByServerEncoder(pair)),
        _ => null,
    };

    public static Conversion? Array(ValueKind kind) => kind switch
    {
        ValueKind.Json => new(Parsed, static pair => new ArrayEncoder(pair), "JSON arrays; elements as the element type reads them"),
        ValueKind.Text => new(Parsed, static pair => new ArrayEncoder(pair), "JSON arrays and array literals"),
        _ => null,
    };

    public static Conversion? Composite(ValueKind kind) => kind switch
    {
        ValueKind.Json => new(Parsed, static pair => new CompositeEncoder(pair), "JSON objects, fields by name"),
        _ => null,
    };

    private static Conversion? Into(WireType wire, ValueKind kind) => kind switch
    {
        ValueKind.Json => new(Checked, pair => new JsonEncoder(pair, wire)),
        ValueKind.Text => new(Checked, pair => new JsonEncoder(pair, wire), "text that is JSON"),
        ValueKind.Decimal => new(Checked, pair => new JsonEncoder(pair, wire), "as a number"),
        ValueKind.Boolean => Scalar<BooleanForm>(wire, isString: false),
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => Scalar<IntegerForm>(wire, isString: false),
        ValueKind.Float32 => Scalar<SingleForm>(wire, isString: false),
        ValueKind.Float64 => Scalar<DoubleForm>(wire, isString: false),
        ValueKind.Uuid => Scalar<UuidForm>(wire, isString: true),
        ValueKind.Inet => Scalar<AddressForm>(wire, isString: true),
        ValueKind.Date => Scalar<DateForm>(wire, isString: true),
        ValueKind.Time => Scalar<TimeForm>(wire, isString: true),
        ValueKind.Timestamp => Scalar<TimestampForm>(wire, isString: true),
        ValueKind.TimestampTz => Scalar<TimestampTzForm>(wire, isString: true),
        ValueKind.Interval => Scalar<IntervalForm>(wire, isString: true),
        _ => null,
    };

    private static Conversion Scalar<TForm>(WireType wire, bool isString)
        where TForm : struct, ITextForm
        => new(Checked, pair => new JsonScalarEncoder<TForm>(pair, wire, isString), isString ? "as a string" : null);
}
