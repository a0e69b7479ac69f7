using System.Globalization;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Prints days and times of day as PostgreSQL does with <c>datestyle = ISO</c>.</summary>
internal static class TimeText
{
    /// <summary><c>2026-08-20</c>; the caller adds <see cref="WriteEra"/> at the end.</summary>
    public static int WriteDate(CivilDate date, Span<byte> target)
    {
        var year = date.Year > 0 ? date.Year : 1 - date.Year;
        year.TryFormat(target, out var written, "0000", CultureInfo.InvariantCulture);
        target[written++] = (byte)'-';
        written += WritePair(date.Month, target[written..]);
        target[written++] = (byte)'-';
        return written + WritePair(date.Day, target[written..]);
    }

    /// <summary><c> BC</c> for years before 1, else nothing.</summary>
    public static int WriteEra(CivilDate date, Span<byte> target)
    {
        if (date.Year > 0)
        {
            return 0;
        }

        " BC"u8.CopyTo(target);
        return 3;
    }

    /// <summary><c>04:05:11</c> with as many digits of the second as needed, at most six.</summary>
    public static int WriteTime(long microseconds, Span<byte> target)
    {
        var seconds = Math.DivRem(microseconds, 1_000_000, out var fraction);
        var hours = seconds / 3_600;
        hours.TryFormat(target, out var written, "00", CultureInfo.InvariantCulture);
        target[written++] = (byte)':';
        written += WritePair((int)(seconds / 60 % 60), target[written..]);
        target[written++] = (byte)':';
        written += WritePair((int)(seconds % 60), target[written..]);
        if (fraction == 0)
        {
            return written;
        }

        target[written++] = (byte)'.';
        for (var unit = 100_000; fraction > 0; unit /= 10)
        {
            target[written++] = (byte)('0' + Math.DivRem(fraction, unit, out fraction));
        }

        return written;
    }

    private static int WritePair(int number, Span<byte> target)
    {
        target[0] = (byte)('0' + (number / 10));
        target[1] = (byte)('0' + (number % 10));
        return 2;
    }
}
