using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>JSON numbers as floating point; Connect writes the three special values as strings.</summary>
internal sealed class FloatReader(ColumnType type) : ValueReader(type)
{
    private readonly bool _single = type.Kind == ValueKind.Float32;

    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        double value;
        if (reader.TokenType == JsonTokenType.Number)
        {
            // A number too large for the type reads as infinity, which is another value than the source had.
            if (_single ? !TrySingle(ref reader, out value) : !reader.TryGetDouble(out value) || !double.IsFinite(value))
            {
                return ReadOutcome.BadValue;
            }
        }
        else if (reader.TokenType != JsonTokenType.String || !TrySpecial(reader.ValueSpan, out value))
        {
            return ReadOutcome.BadValue;
        }

        word = _single ? BitConverter.SingleToInt32Bits((float)value) : BitConverter.DoubleToInt64Bits(value);
        return ReadOutcome.Done;
    }

    private static bool TrySingle(ref Utf8JsonReader reader, out double value)
    {
        var read = reader.TryGetSingle(out var single);
        value = single;
        return read && float.IsFinite(single);
    }

    private static bool TrySpecial(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }
}
