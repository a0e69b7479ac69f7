namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Reads ISO 8601 days, times and moments as connectors write them, with <c>T</c> or a space, with or without a zone.</summary>
internal static class Iso8601
{
    private const long MicrosecondsPerSecond = 1_000_000;
    // The last whole year whose microseconds since 1970 fit a bigint.
    private const long LargestYear = 292_276;

    /// <summary><c>2026-08-20</c>, <c>2026-08-20Z</c>, <c>2026-08-20T12:23:45.456789+11:00</c>: microseconds since 1970-01-01 UTC.</summary>
    public static bool TryReadMoment(ReadOnlySpan<byte> text, out long microseconds, out bool isRounded)
    {
        (microseconds, isRounded) = (0, false);
        text = text.Trim((byte)' ');
        if (!TryReadDate(ref text, out var days))
        {
            return false;
        }

        long time = 0;
        if (!text.IsEmpty && text[0] is (byte)'T' or (byte)'t' or (byte)' ')
        {
            text = text[1..];
            if (!TryReadClock(ref text, out time, out isRounded))
            {
                return false;
            }
        }

        if (!TryReadZone(text, out var offset))
        {
            return false;
        }

        microseconds = (days * PostgresEpoch.MicrosecondsPerDay) + time - (offset * MicrosecondsPerSecond);
        return true;
    }

    /// <summary><c>04:05:11.789Z</c>: microseconds since midnight and the zone's seconds east of UTC.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out long microseconds, out int offsetSeconds, out bool isRounded)
    {
        text = text.Trim((byte)' ');
        offsetSeconds = 0;
        if (!TryReadClock(ref text, out microseconds, out isRounded) || !TryReadZone(text, out var offset))
        {
            return false;
        }

        offsetSeconds = (int)offset;
        return true;
    }

    private static bool TryReadDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        var isNegative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        if (!TryReadDigits(ref text, 4, 6, out var year) || year > LargestYear || !TrySkip(ref text, '-')
            || !TryReadDigits(ref text, 2, 2, out var month) || !TrySkip(ref text, '-') || !TryReadDigits(ref text, 2, 2, out var day))
        {
            return false;
        }

        var date = new CivilDate(isNegative ? -year : year, (int)month, (int)day);
        days = date.Exists ? date.ToUnixDays() : 0;
        return date.Exists;
    }

    private static bool TryReadClock(ref ReadOnlySpan<byte> text, out long microseconds, out bool isRounded)
    {
        long second = 0, fraction = 0;
        (microseconds, isRounded) = (0, false);
        if (!TryReadDigits(ref text, 2, 2, out var hour) || !TrySkip(ref text, ':') || !TryReadDigits(ref text, 2, 2, out var minute)
            || (TrySkip(ref text, ':') && !TryReadDigits(ref text, 2, 2, out second))
            || (TrySkip(ref text, '.') && !TryReadFraction(ref text, out fraction, out isRounded)))
        {
            return false;
        }

        microseconds = (((((hour * 60) + minute) * 60) + second) * MicrosecondsPerSecond) + fraction;
        return minute < 60 && second < 60 && microseconds <= PostgresEpoch.MicrosecondsPerDay;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out long microseconds, out bool isRounded)
    {
        (microseconds, isRounded) = (0, false);
        var digits = 0;
        for (; digits < text.Length && text[digits] - (uint)'0' <= 9; digits++)
        {
            var digit = text[digits] - '0';
            microseconds = digits < 6 ? (microseconds * 10) + digit : microseconds;
            isRounded |= digits >= 6 && digit != 0;
        }

        for (var i = digits; i < 6; i++)
        {
            microseconds *= 10;
        }

        text = text[digits..];
        return digits > 0;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.IsEmpty || text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        var isWest = text[0] == '-';
        long minutes = 0, seconds = 0;
        if (text[0] is not ((byte)'-' or (byte)'+'))
        {
            return false;
        }

        text = text[1..];
        if (!TryReadDigits(ref text, 2, 2, out var hours)
            || ((TrySkip(ref text, ':') || !text.IsEmpty) && !TryReadDigits(ref text, 2, 2, out minutes))
            || (TrySkip(ref text, ':') && !TryReadDigits(ref text, 2, 2, out seconds)))
        {
            return false;
        }

        offset = (isWest ? -1 : 1) * ((hours * 3_600) + (minutes * 60) + seconds);
        return text.IsEmpty && hours < 16 && minutes < 60 && seconds < 60;
    }

    private static bool TryReadDigits(ref ReadOnlySpan<byte> text, int least, int most, out long value)
    {
        value = 0;
        var digits = 0;
        for (; digits < text.Length && digits < most && text[digits] - (uint)'0' <= 9; digits++)
        {
            value = (value * 10) + (text[digits] - '0');
        }

        text = text[digits..];
        return digits >= least;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, char mark)
    {
        if (text.IsEmpty || text[0] != mark)
        {
            return false;
        }

        text = text[1..];
        return true;
    }
}
