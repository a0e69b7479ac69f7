using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>A decimal number as ASCII text, measured but not copied: <c>-12.3400</c>, <c>1E+3</c>, <c>NaN</c>, <c>-Infinity</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct DecimalText
{
    // Far beyond every limit of PostgreSQL, and safe from overflow when added to a text's length.
    private const int LargestExponent = 1_000_000;

    /// <summary>From the first to the last digit that is not a zero at the edge; a point may stand inside.</summary>
    public ReadOnlySpan<byte> Digits;

    /// <summary>Digits in <see cref="Digits"/>, the point not counted; 0 for zero.</summary>
    public int Count;

    /// <summary>Where the decimal point stands, counted from the first digit; negative or beyond the digits when zeros lie between.</summary>
    public int Point;

    /// <summary>Digits after the point as written, trailing zeros included.</summary>
    public int Scale;

    /// <summary>Sign.</summary>
    public bool IsNegative;

    /// <summary>Finite, not a number, or infinite.</summary>
    public DecimalForm Form;

    /// <summary>Measures the text; false when it is no number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DecimalText number)
    {
        number = default;
        text = text.Trim((byte)' ');
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            number.IsNegative = text[0] == '-';
            text = text[1..];
        }

        return !text.IsEmpty && (text[0] > '9' ? number.TryReadName(text) : number.TryReadDigits(text));
    }

    private bool TryReadName(ReadOnlySpan<byte> text)
    {
        Form = System.Text.Ascii.EqualsIgnoreCase(text, "NaN"u8) ? DecimalForm.NaN
            : System.Text.Ascii.EqualsIgnoreCase(text, "Infinity"u8) ? DecimalForm.Infinity
            : DecimalForm.Finite;
        return Form != DecimalForm.Finite;
    }

    private bool TryReadDigits(ReadOnlySpan<byte> text)
    {
        int end = 0, digits = 0, point = -1, first = -1, last = -1, firstAt = 0, lastAt = 0;
        for (; end < text.Length; end++)
        {
            var digit = text[end] - (uint)'0';
            if (digit <= 9)
            {
                if (digit != 0)
                {
                    (last, lastAt) = (end, digits);
                    if (first < 0)
                    {
                        (first, firstAt) = (end, digits);
                    }
                }

                digits++;
            }
            else if (text[end] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                break;
            }
        }

        if (digits == 0 || !TryReadExponent(text[end..], out var exponent))
        {
            return false;
        }

        var whole = point < 0 ? digits : point;
        Scale = Math.Max(0, digits - whole - exponent);
        if (first >= 0)
        {
            Digits = text[first..(last + 1)];
            Count = lastAt - firstAt + 1;
            Point = whole - firstAt + exponent;
        }

        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E') || text.Length == 1)
        {
            return false;
        }

        var start = text[1] is (byte)'-' or (byte)'+' ? 2 : 1;
        for (var i = start; i < text.Length; i++)
        {
            var digit = text[i] - (uint)'0';
            if (digit > 9)
            {
                return false;
            }

            exponent = (int)Math.Min(LargestExponent, (exponent * 10L) + digit);
        }

        exponent = text[1] == '-' ? -exponent : exponent;
        return text.Length > start;
    }
}
