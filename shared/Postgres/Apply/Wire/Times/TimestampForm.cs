using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary><c>2026-08-20 12:23:45.456</c>.</summary>
internal readonly struct TimestampForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target) => Write(column.Word(row), target, ""u8);

    public static int Write(long microseconds, Span<byte> target, ReadOnlySpan<byte> zone)
    {
        var days = Math.DivRem(microseconds, PostgresEpoch.MicrosecondsPerDay, out var rest);
        if (rest < 0)
        {
            (days, rest) = (days - 1, rest + PostgresEpoch.MicrosecondsPerDay);
        }

        var date = CivilDate.FromUnixDays(days);
        var written = TimeText.WriteDate(date, target);
        target[written++] = (byte)' ';
        written += TimeText.WriteTime(rest, target[written..]);
        zone.CopyTo(target[written..]);
        written += zone.Length;
        return written + TimeText.WriteEra(date, target[written..]);
    }
}
