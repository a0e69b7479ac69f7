using System.Text;

namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Durations as text: CQL's <c>1y2mo3w4d5h6m7s8ms9us10ns</c> and ISO 8601's <c>P1Y2M3DT4H5M6.7S</c>, each with a sign in front.</summary>
internal static class DurationText
{
    private const long Second = 1_000_000_000;

    /// <summary>Reads either form; nanoseconds below a microsecond are cut towards zero and reported.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IntervalValue value, out bool isTruncated)
    {
        (value, isTruncated) = (default, false);
        var isNegative = !text.IsEmpty && text[0] == '-';
        text = isNegative ? text[1..] : text;
        if (text.IsEmpty)
        {
            return false;
        }

        Int128 months = 0, days = 0, nanoseconds = 0;
        var isRead = text[0] == 'P' ? TryIso(text[1..], ref months, ref days, ref nanoseconds) : TryCql(text, ref months, ref days, ref nanoseconds);
        if (!isRead)
        {
            return false;
        }

        var sign = isNegative ? -1 : 1;
        var microseconds = nanoseconds / 1000;
        isTruncated = microseconds * 1000 != nanoseconds;
        value = new((int)(sign * months), (int)(sign * days), (long)(sign * microseconds));
        return months >= -int.MaxValue && months <= int.MaxValue && days >= -int.MaxValue && days <= int.MaxValue
            && microseconds >= -long.MaxValue && microseconds <= long.MaxValue;
    }

    private static bool TryCql(ReadOnlySpan<byte> text, ref Int128 months, ref Int128 days, ref Int128 nanoseconds)
    {
        while (!text.IsEmpty)
        {
            if (!TakeNumber(ref text, out var number))
            {
                return false;
            }

            var letters = 0;
            while (letters < text.Length && !char.IsAsciiDigit((char)text[letters]))
            {
                letters++;
            }

            var unit = text[..letters];
            text = text[letters..];
            switch (CqlUnit(unit))
            {
                case (Part.Months, var factor): months += factor * (Int128)number; break;
                case (Part.Days, var factor): days += factor * (Int128)number; break;
                case (Part.Nanoseconds, var factor): nanoseconds += factor * (Int128)number; break;
                default: return false;
            }
        }

        return true;
    }

    private static (Part Part, long Factor)? CqlUnit(ReadOnlySpan<byte> unit) => Encoding.UTF8.GetString(unit) switch
    {
        "y" => (Part.Months, 12),
        "mo" => (Part.Months, 1),
        "w" => (Part.Days, 7),
        "d" => (Part.Days, 1),
        "h" => (Part.Nanoseconds, 3600 * Second),
        "m" => (Part.Nanoseconds, 60 * Second),
        "s" => (Part.Nanoseconds, Second),
        "ms" => (Part.Nanoseconds, 1_000_000),
        "us" or "µs" => (Part.Nanoseconds, 1_000),
        "ns" => (Part.Nanoseconds, 1),
        _ => null,
    };

    private static bool TryIso(ReadOnlySpan<byte> text, ref Int128 months, ref Int128 days, ref Int128 nanoseconds)
    {
        var isTime = false;
        var parts = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == 'T' && !isTime)
            {
                isTime = true;
                text = text[1..];
                continue;
            }

            var sign = text[0] == '-' ? -1 : 1;
            text = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
            if (!TakeNumber(ref text, out var number) || !TakeFraction(ref text, out var fraction) || text.IsEmpty || (fraction != 0 && text[0] != 'S'))
            {
                return false;
            }

            switch (IsoUnit(text[0], isTime))
            {
                case (Part.Months, var factor): months += sign * factor * (Int128)number; break;
                case (Part.Days, var factor): days += sign * factor * (Int128)number; break;
                case (Part.Nanoseconds, var factor): nanoseconds += sign * ((factor * (Int128)number) + fraction); break;
                default: return false;
            }

            text = text[1..];
            parts++;
        }

        return parts > 0;
    }

    private static (Part Part, long Factor)? IsoUnit(byte unit, bool isTime) => (unit, isTime) switch
    {
        ((byte)'Y', false) => (Part.Months, 12),
        ((byte)'M', false) => (Part.Months, 1),
        ((byte)'W', false) => (Part.Days, 7),
        ((byte)'D', false) => (Part.Days, 1),
        ((byte)'H', true) => (Part.Nanoseconds, 3600 * Second),
        ((byte)'M', true) => (Part.Nanoseconds, 60 * Second),
        ((byte)'S', true) => (Part.Nanoseconds, Second),
        _ => null,
    };

    private static bool TakeNumber(ref ReadOnlySpan<byte> text, out long value)
    {
        var digits = 0;
        value = 0;
        while (digits < text.Length && digits < 18 && char.IsAsciiDigit((char)text[digits]))
        {
            value = (value * 10) + (text[digits++] - '0');
        }

        text = text[digits..];
        return digits > 0;
    }

    // Nanoseconds of a decimal fraction; none when there is no point.
    private static bool TakeFraction(ref ReadOnlySpan<byte> text, out long value)
    {
        var digits = 0;
        value = 0;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        text = text[1..];
        while (digits < text.Length && char.IsAsciiDigit((char)text[digits]))
        {
            value = digits < 9 ? (value * 10) + (text[digits] - '0') : value;
            digits++;
        }

        for (var missing = digits; missing < 9; missing++)
        {
            value *= 10;
        }

        text = text[digits..];
        return digits > 0;
    }

    private enum Part
    {
        Months,
        Days,
        Nanoseconds,
    }
}
