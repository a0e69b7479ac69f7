using System.Globalization;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Prints an interval as PostgreSQL does with <c>intervalstyle = postgres</c>.</summary>
internal static class IntervalText
{
    /// <summary>Writes the parts that are not zero, and the time when it is not zero or nothing else is there.</summary>
    public static int Write(long microseconds, int days, int months, Span<byte> target)
    {
        var written = 0;
        var isAfterNegative = false;
        WritePart(months / 12, "year"u8, target, ref written, ref isAfterNegative);
        WritePart(months % 12, "mon"u8, target, ref written, ref isAfterNegative);
        WritePart(days, "day"u8, target, ref written, ref isAfterNegative);
        if (microseconds == 0 && written > 0)
        {
            return written;
        }

        if (written > 0)
        {
            target[written++] = (byte)' ';
        }

        if (microseconds < 0)
        {
            target[written++] = (byte)'-';
        }
        else if (isAfterNegative)
        {
            target[written++] = (byte)'+';
        }

        return written + TimeText.WriteTime(microseconds == long.MinValue ? long.MaxValue : Math.Abs(microseconds), target[written..]);
    }

    private static void WritePart(int value, ReadOnlySpan<byte> unit, Span<byte> target, ref int written, ref bool isAfterNegative)
    {
        if (value == 0)
        {
            return;
        }

        if (written > 0)
        {
            target[written++] = (byte)' ';
        }

        // A positive part after a negative one shows its sign, as in "-1 mons +2 days".
        if (isAfterNegative && value > 0)
        {
            target[written++] = (byte)'+';
        }

        value.TryFormat(target[written..], out var digits, default, CultureInfo.InvariantCulture);
        written += digits;
        target[written++] = (byte)' ';
        unit.CopyTo(target[written..]);
        written += unit.Length;
        if (value != 1)
        {
            target[written++] = (byte)'s';
        }

        isAfterNegative = value < 0;
    }
}
