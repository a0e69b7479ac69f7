using System.Buffers.Text;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Cuts a value to what its column holds: characters beyond the length, digits beyond the scale, bytes that are no text.</summary>
internal static class Truncation
{
    private static readonly Encoding Lenient = Encoding.GetEncoding("utf-8", new EncoderReplacementFallback(""), new DecoderReplacementFallback(""));

    /// <summary>Cuts the value; false when it cannot be cut, and then nothing has changed.</summary>
    public static bool TryCut(ColumnBuffer column, int row, CellContext context, CellFaultKind fault)
    {
        if (context.Source is not (ValueKind.Text or ValueKind.Decimal or ValueKind.Xml))
        {
            return false;
        }

        var value = column.Bytes(row).ToArray();
        var cut = fault switch
        {
            CellFaultKind.TooLong when context.Type.Length is { } length => First(value, length),
            CellFaultKind.NulInText => Array.FindAll(value, part => part != 0),
            CellFaultKind.BadEncoding => Encoding.UTF8.GetBytes(Lenient.GetString(value)),
            CellFaultKind.TooPrecise when context.Type.Scale is { } scale => Digits(value, scale),
            _ => null,
        };
        if (cut is null)
        {
            return false;
        }

        column.SetBytes(row, cut);
        return true;
    }

    private static byte[] First(byte[] text, int characters)
    {
        var end = 0;
        for (var seen = 0; end < text.Length; end++)
        {
            seen += (text[end] & 0xC0) == 0x80 ? 0 : 1;
            if (seen > characters)
            {
                break;
            }
        }

        return text[..end];
    }

    // Toward zero, as cutting is; rounding would be another value.
    private static byte[]? Digits(byte[] number, int scale)
    {
        Span<byte> digits = new byte[number.Length + 1];
        if (!ReducedDecimal.TryReduce(number, digits, out var count, out var exponent))
        {
            return null;
        }

        var sign = digits[0] == '-' ? 1 : 0;
        var kept = Math.Min(count, count - (-scale - exponent));
        exponent = Math.Max(exponent, -scale);
        if (kept <= sign)
        {
            return "0"u8.ToArray();
        }

        Span<byte> text = new byte[kept + 12];
        digits[..kept].CopyTo(text);
        text[kept] = (byte)'E';
        Utf8Formatter.TryFormat(exponent, text[(kept + 1)..], out var written);
        return text[..(kept + 1 + written)].ToArray();
    }
}
