namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Dates and times in ISO 8601 text, as Java's time classes print them.</summary>
/// <remarks>Digits beyond microseconds are cut and reported. Offsets may carry seconds.</remarks>
internal static class Iso8601
{
    /// <summary>A date, with or without a zone mark behind it.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out long days)
        => TakeDate(ref text, out days) && TakeOffset(ref text, out _, out _) && text.IsEmpty;

    /// <summary>A time of day; microseconds since midnight and the offset, if one is there.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out long microseconds, out long offsetSeconds, out bool isTruncated)
    {
        offsetSeconds = 0;
        return TakeTime(ref text, out microseconds, out isTruncated)
            && TakeOffset(ref text, out offsetSeconds, out _)
            && text.IsEmpty;
    }

    /// <summary>A date and time; microseconds since the epoch as written, and the offset when one is there.</summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out long microseconds, out long offsetSeconds, out bool hasOffset, out bool isTruncated)
    {
        (microseconds, offsetSeconds, hasOffset, isTruncated) = (0, 0, false, false);
        if (!TakeDate(ref text, out var days))
        {
            return false;
        }

        long time = 0;
        if (!text.IsEmpty && text[0] is (byte)'T' or (byte)' ')
        {
            text = text[1..];
            if (!TakeTime(ref text, out time, out isTruncated))
            {
                return false;
            }
        }

        return TakeOffset(ref text, out offsetSeconds, out hasOffset)
            && text.IsEmpty
            && TryCombine(days, time, out microseconds);
    }

    private static bool TryCombine(long days, long time, out long microseconds)
    {
        var exact = ((Int128)days * CivilDate.DayMicroseconds) + time;
        microseconds = (long)exact;
        return exact == microseconds;
    }

    private static bool TakeDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        var isNegative = !text.IsEmpty && text[0] == '-';
        if (isNegative || (!text.IsEmpty && text[0] == '+'))
        {
            text = text[1..];
        }

        if (!TakeDigits(ref text, 4, 9, out var year)
            || !Take(ref text, '-') || !TakeDigits(ref text, 2, 2, out var month)
            || !Take(ref text, '-') || !TakeDigits(ref text, 2, 2, out var day))
        {
            return false;
        }

        year = isNegative ? -year : year;
        if (month is < 1 or > 12 || day < 1 || day > CivilDate.DaysOf(year, (int)month))
        {
            return false;
        }

        days = CivilDate.ToDays(year, (int)month, (int)day);
        return true;
    }

    private static bool TakeTime(ref ReadOnlySpan<byte> text, out long microseconds, out bool isTruncated)
    {
        (microseconds, isTruncated) = (0, false);
        long second = 0;
        long fraction = 0;
        if (!TakeDigits(ref text, 2, 2, out var hour) || !Take(ref text, ':') || !TakeDigits(ref text, 2, 2, out var minute))
        {
            return false;
        }

        if (Take(ref text, ':'))
        {
            if (!TakeDigits(ref text, 2, 2, out second))
            {
                return false;
            }

            if (Take(ref text, '.') && !TakeFraction(ref text, out fraction, out isTruncated))
            {
                return false;
            }
        }

        microseconds = (((((hour * 60) + minute) * 60) + second) * 1_000_000) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TakeFraction(ref ReadOnlySpan<byte> text, out long microseconds, out bool isTruncated)
    {
        (microseconds, isTruncated) = (0, false);
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit((char)text[digits]))
        {
            var digit = text[digits++] - '0';
            if (digits <= 6)
            {
                microseconds = (microseconds * 10) + digit;
            }
            else
            {
                isTruncated |= digit != 0;
            }
        }

        text = text[digits..];
        for (var missing = digits; missing < 6; missing++)
        {
            microseconds *= 10;
        }

        return digits is > 0 and <= 12;
    }

    private static bool TakeOffset(ref ReadOnlySpan<byte> text, out long seconds, out bool hasOffset)
    {
        (seconds, hasOffset) = (0, !text.IsEmpty);
        if (text.IsEmpty || Take(ref text, 'Z'))
        {
            return true;
        }

        var sign = text[0] == '-' ? -1 : 1;
        long minute = 0;
        long second = 0;
        if ((!Take(ref text, '+') && !Take(ref text, '-')) || !TakeDigits(ref text, 2, 2, out var hour)
            || (Take(ref text, ':') && !TakeDigits(ref text, 2, 2, out minute))
            || (Take(ref text, ':') && !TakeDigits(ref text, 2, 2, out second)))
        {
            return false;
        }

        seconds = sign * ((((hour * 60) + minute) * 60) + second);
        return hour <= 18 && minute < 60 && second < 60;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, char mark)
    {
        var isThere = !text.IsEmpty && text[0] == mark;
        text = isThere ? text[1..] : text;
        return isThere;
    }

    private static bool TakeDigits(ref ReadOnlySpan<byte> text, int fewest, int most, out long value)
    {
        var count = 0;
        value = 0;
        while (count < most && count < text.Length && char.IsAsciiDigit((char)text[count]))
        {
            value = (value * 10) + (text[count++] - '0');
        }

        text = text[count..];
        return count >= fewest;
    }
}
