using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Numbers;
using static CdcFunctions.Postgres.Apply.Wire.ConversionGrade;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>What goes into <c>boolean</c> and the number types.</summary>
internal static class NumberRules
{
    private const string ZeroOne = "0 and 1 only";
    private const string WholeOnly = "whole numbers in range only";

    public static Conversion? Boolean(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => new(Exact, static pair => new BooleanEncoder<IntegerFromWord>(pair)),
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => new(Checked, static pair => new BooleanEncoder<IntegerFromWord>(pair), ZeroOne),
        ValueKind.Decimal => new(Checked, static pair => new BooleanEncoder<IntegerFromText>(pair), ZeroOne),
        ValueKind.Text => new(Checked, static pair => new BooleanEncoder<BooleanFromText>(pair), "true, t, yes, y, on, 1 and their opposites"),
        _ => null,
    };

    public static Conversion? SmallInt(ValueKind kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.Int16 => new(Exact, static pair => new Int16Encoder<IntegerFromWord>(pair)),
        ValueKind.Int32 or ValueKind.Int64 => new(Checked, static pair => new Int16Encoder<IntegerFromWord>(pair)),
        ValueKind.Float32 => new(Checked, static pair => new Int16Encoder<IntegerFromSingle>(pair), WholeOnly),
        ValueKind.Float64 => new(Checked, static pair => new Int16Encoder<IntegerFromDouble>(pair), WholeOnly),
        ValueKind.Decimal or ValueKind.Text => new(Checked, static pair => new Int16Encoder<IntegerFromText>(pair), WholeOnly),
        _ => null,
    };

    public static Conversion? Integer(ValueKind kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 => new(Exact, static pair => new Int32Encoder<IntegerFromWord>(pair)),
        ValueKind.Int64 => new(Checked, static pair => new Int32Encoder<IntegerFromWord>(pair)),
        ValueKind.Float32 => new(Checked, static pair => new Int32Encoder<IntegerFromSingle>(pair), WholeOnly),
        ValueKind.Float64 => new(Checked, static pair => new Int32Encoder<IntegerFromDouble>(pair), WholeOnly),
        ValueKind.Decimal or ValueKind.Text => new(Checked, static pair => new Int32Encoder<IntegerFromText>(pair), WholeOnly),
        _ => null,
    };

    public static Conversion? BigInt(ValueKind kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => new(Exact, static pair => new Int64Encoder<IntegerFromWord>(pair)),
        ValueKind.Float32 => new(Checked, static pair => new Int64Encoder<IntegerFromSingle>(pair), WholeOnly),
        ValueKind.Float64 => new(Checked, static pair => new Int64Encoder<IntegerFromDouble>(pair), WholeOnly),
        ValueKind.Decimal or ValueKind.Text => new(Checked, static pair => new Int64Encoder<IntegerFromText>(pair), WholeOnly),
        _ => null,
    };

    public static Conversion? Real(ValueKind kind) => kind switch
    {
        ValueKind.Float32 => new(Exact, static pair => new RealEncoder<FloatFromSingle>(pair)),
        ValueKind.Int16 => new(Exact, static pair => new RealEncoder<FloatFromInteger>(pair)),
        ValueKind.Int32 or ValueKind.Int64 => new(Rounded, static pair => new RealEncoder<FloatFromInteger>(pair), "beyond 2^24"),
        ValueKind.Float64 => new(Rounded, static pair => new RealEncoder<FloatFromDouble>(pair), "to 24 bits"),
        ValueKind.Decimal or ValueKind.Text => new(Rounded, static pair => new RealEncoder<FloatFromText>(pair), "to 24 bits"),
        _ => null,
    };

    public static Conversion? Double(ValueKind kind) => kind switch
    {
        ValueKind.Float32 => new(Exact, static pair => new DoubleEncoder<FloatFromSingle>(pair)),
        ValueKind.Float64 => new(Exact, static pair => new DoubleEncoder<FloatFromDouble>(pair)),
        ValueKind.Int16 or ValueKind.Int32 => new(Exact, static pair => new DoubleEncoder<FloatFromInteger>(pair)),
        ValueKind.Int64 => new(Rounded, static pair => new DoubleEncoder<FloatFromInteger>(pair), "beyond 2^53"),
        ValueKind.Decimal or ValueKind.Text => new(Rounded, static pair => new DoubleEncoder<FloatFromText>(pair), "beyond 15 digits"),
        _ => null,
    };

    public static Conversion? Numeric(ValueKind kind) => kind switch
    {
        ValueKind.Decimal => new(Checked, static pair => new NumericEncoder<DecimalFromText>(pair), "exact, trailing zeros kept; against (p,s) and the server's range checked"),
        ValueKind.Text => new(Checked, static pair => new NumericEncoder<DecimalFromText>(pair), "decimal text"),
        ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => new(Checked, static pair => new NumericEncoder<DecimalFromInteger>(pair), "exact in numeric; against (p,s) checked"),
        ValueKind.Float32 => new(Rounded, static pair => new NumericEncoder<DecimalFromSingle>(pair), "shortest decimal form; under (p,s) to s digits"),
        ValueKind.Float64 => new(Rounded, static pair => new NumericEncoder<DecimalFromDouble>(pair), "shortest decimal form; under (p,s) to s digits"),
        _ => null,
    };
}
