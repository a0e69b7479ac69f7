using System.Globalization;

namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>Random dates and times of the sources' types.</summary>
internal static class TimeDraws
{
    private const long DayUs = 86_400_000_000;
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>Days since 1970, 0001-01-01 to 9999-12-31.</summary>
    public static WireValue Days(Random random)
    {
        var days = Day(random);
        return new WireValue(Draws.Text(days), Epoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public static WireValue IsoDate(Random random)
    {
        var text = Epoch.AddDays(Day(random)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new WireValue(Draws.Quoted(text + "Z"), text);
    }

    /// <summary>Time of day as a number.</summary>
    /// <param name="unitNs">Nanoseconds of one.</param>
    /// <param name="stepUs">Finest step, microseconds.</param>
    public static Func<Random, WireValue> Time(long unitNs, long stepUs) => random =>
    {
        var us = random.Next(20) switch { 0 => 0, 1 => DayUs - stepUs, _ => random.NextInt64(DayUs) / stepUs * stepUs };
        return new WireValue(Draws.Text(us * 1000 / unitNs), Clock(us));
    };

    public static WireValue IsoTime(Random random)
    {
        var us = random.NextInt64(DayUs);
        return new WireValue(Draws.Quoted(Clock(us) + "0Z"), Clock(us));
    }

    /// <summary>Moment as a number since 1970.</summary>
    /// <param name="unitNs">Nanoseconds of one.</param>
    /// <param name="stepUs">Finest step, microseconds.</param>
    /// <param name="zone">Appended to the meaning.</param>
    public static Func<Random, WireValue> Moment(long unitNs, long stepUs, string zone = "") => random =>
    {
        var days = unitNs == 1 ? random.Next(-100_000, 100_000) : Day(random);
        var us = (days * DayUs) + (random.Next(10) == 0 ? 0 : random.NextInt64(DayUs) / stepUs * stepUs);
        var number = unitNs == 1 ? us * 1000 : us / (unitNs / 1000);
        return new WireValue(Draws.Text(number), Stamp(us, "yyyy-MM-dd HH:mm:ss.ffffff") + zone);
    };

    public static WireValue IsoMoment(Random random)
    {
        var us = (Day(random) * DayUs) + random.NextInt64(DayUs);
        return new WireValue(Draws.Quoted(Stamp(us, "yyyy-MM-ddTHH:mm:ss.ffffff") + "0Z"), Stamp(us, "yyyy-MM-dd HH:mm:ss.ffffff"));
    }

    public static WireValue Zoned(Random random)
    {
        var us = (random.NextInt64(-700_000, 2_900_000) * DayUs) + random.NextInt64(DayUs);
        var minutes = random.Next(-14 * 60, (14 * 60) + 1);
        var offset = minutes == 0 ? "Z" : $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}";
        var local = Stamp(us, "yyyy-MM-ddTHH:mm:ss.ffffff");
        return new WireValue(Draws.Quoted(local + offset), local + offset);
    }

    /// <summary>ScyllaDB's text, such as <c>1mo2d12h30m5s</c>.</summary>
    public static WireValue DurationText(Random random)
    {
        var (months, days, us) = (random.Next(4000), random.Next(40_000), random.NextInt64(DayUs * 100));
        var sign = random.Next(2) == 0 ? "-" : "";
        var (seconds, rest) = Math.DivRem(us, 1_000_000);
        var text = $"{sign}{months}mo{days}d{seconds}s{rest}us";
        return new WireValue(Draws.Quoted(text), $"{sign}{months} mons {sign}{days} days {sign}{seconds}.{rest:000000} secs");
    }

    /// <summary>Cassandra's nanoseconds.</summary>
    public static WireValue DurationNumber(Random random)
    {
        var us = random.NextInt64(-DayUs * 40_000, DayUs * 40_000);
        return new WireValue(Draws.Text(us * 1000), $"{us} microseconds");
    }

    private static long Day(Random random) => random.Next(20) switch { 0 => -719_162, 1 => 2_932_896, 2 => 0, _ => random.Next(2) == 0 ? random.Next(-719_162, 2_932_897) : random.Next(0, 40_000) };

    private static string Stamp(long us, string format) => Epoch.AddTicks(us * TimeSpan.TicksPerMicrosecond).ToString(format, CultureInfo.InvariantCulture);

    private static string Clock(long us) => new TimeSpan(us * TimeSpan.TicksPerMicrosecond).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
}
