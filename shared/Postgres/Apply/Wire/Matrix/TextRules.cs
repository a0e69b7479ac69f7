using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;
using CdcFunctions.Postgres.Apply.Wire.Times;
using static CdcFunctions.Postgres.Apply.Wire.ConversionGrade;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>What goes into <c>text</c>, <c>varchar(n)</c> and <c>char(n)</c>: everything, as PostgreSQL prints it.</summary>
internal static class TextRules
{
    public static Conversion? Text(ValueKind kind) => Into(WireType.Text, kind);

    public static Conversion? Char(ValueKind kind) => Into(WireType.Bpchar, kind);

    private static Conversion Into(WireType wire, ValueKind kind) => kind switch
    {
        ValueKind.Boolean => Printed<BooleanForm>(wire),
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => Printed<IntegerForm>(wire),
        ValueKind.Float32 => Printed<SingleForm>(wire),
        ValueKind.Float64 => Printed<DoubleForm>(wire),
        ValueKind.Bytes => Printed<BytesForm>(wire, @"hexadecimal after \x"),
        ValueKind.Uuid => Printed<UuidForm>(wire, "lower case"),
        ValueKind.Date => Printed<DateForm>(wire),
        ValueKind.Time => Printed<TimeForm>(wire),
        ValueKind.Timestamp => Printed<TimestampForm>(wire),
        ValueKind.TimestampTz => Printed<TimestampTzForm>(wire, "in UTC with +00"),
        ValueKind.Interval => Printed<IntervalForm>(wire, "PostgreSQL's own style"),
        ValueKind.Text => new(Checked, pair => new TextEncoder(pair, wire), "UTF-8 without U+0000, and the length"),
        _ => new(Checked, pair => new TextEncoder(pair, wire), "as the source writes it"),
    };

    private static Conversion Printed<TForm>(WireType wire, string? note = null)
        where TForm : struct, ITextForm
        => new(Checked, pair => new PrintedEncoder<TForm>(pair, wire), note);
}
