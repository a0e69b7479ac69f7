namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Decimal numbers as text.</summary>
internal static class DecimalText
{
    /// <summary>True for an optional sign, digits with at most one point, an optional exponent; and for NaN and the infinities.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8))
        {
            return true;
        }

        var at = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var whole = Digits(text, at);
        at += whole;
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            fraction = Digits(text, at + 1);
            at += 1 + fraction;
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < text.Length && text[at] is (byte)'-' or (byte)'+' ? 1 : 0;
            var exponent = Digits(text, at);
            at += exponent;

            // PostgreSQL's numeric ends at 131,072 digits before and 16,383 after the point: six digits of exponent are more than enough.
            if (exponent is 0 or > 6)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        var count = text[Math.Min(from, text.Length)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? text.Length - Math.Min(from, text.Length) : count;
    }
}
