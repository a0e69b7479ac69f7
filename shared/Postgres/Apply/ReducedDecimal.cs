using System.Buffers.Text;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Reads ASCII decimal text such as <c>-12.3400</c> or <c>1E+3</c>.</summary>
internal static class ReducedDecimal
{
    /// <summary>Reduces the text to a sign, digits without leading or trailing zeros, and a power of ten; false for NaN and infinities.</summary>
    /// <param name="text">The decimal.</param>
    /// <param name="digits">Receives sign and digits; at least as long as the text.</param>
    /// <param name="count">Bytes written to <paramref name="digits"/>.</param>
    /// <param name="exponent">Power of ten of the last digit; 0 for zero.</param>
    public static bool TryReduce(ReadOnlySpan<byte> text, Span<byte> digits, out int count, out int exponent)
    {
        (count, exponent) = (0, 0);
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = mark < 0 ? text : text[..mark];
        if (mark >= 0 && !TryParseExponent(text[(mark + 1)..], out exponent))
        {
            return false;
        }

        var isNegative = mantissa.Length > 0 && mantissa[0] == '-';
        var fraction = false;
        foreach (var value in mantissa[(isNegative || mantissa is [(byte)'+', ..] ? 1 : 0)..])
        {
            if (value == '.' && !fraction)
            {
                fraction = true;
                continue;
            }

            if (value is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            exponent -= fraction ? 1 : 0;
            if (count == 0 && value == '0')
            {
                continue;
            }

            if (count == 0 && isNegative)
            {
                digits[count++] = (byte)'-';
            }

            digits[count++] = value;
        }

        Trim(digits, ref count, ref exponent);
        return true;
    }

    private static void Trim(Span<byte> digits, ref int count, ref int exponent)
    {
        while (count > 0 && digits[count - 1] == '0')
        {
            count--;
            exponent++;
        }

        if (count == 0)
        {
            digits[count++] = (byte)'0';
            exponent = 0;
        }
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
        => Utf8Parser.TryParse(text is [(byte)'+', ..] ? text[1..] : text, out exponent, out var used) && used > 0;
}
