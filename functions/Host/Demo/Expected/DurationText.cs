using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Durations in CQL's spelling (<c>-1y2mo3d4h5m6s</c>) and PostgreSQL's ISO 8601 (<c>P-1Y2M3DT4H5M6.5S</c>).</summary>
internal static partial class DurationText
{
    private const long NanosecondsOfDay = 86_400_000_000_000;

    /// <summary>Months, days and microseconds, or null when the text is no duration.</summary>
    public static string? Canonical(string text)
        => Parse(text) is var (months, days, nanoseconds) ? string.Create(CultureInfo.InvariantCulture, $"{months}mo {days}d {nanoseconds / 1000}us") : null;

    /// <summary>Microseconds with a month taken as 30 days, as the Cassandra connector sends it, or null.</summary>
    public static string? Flat(string text)
    {
        if (Parse(text) is not var (months, days, nanoseconds))
        {
            return null;
        }

        var all = ((((BigInteger)months * 30) + days) * NanosecondsOfDay) + nanoseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{all / 1000}us");
    }

    private static (long Months, long Days, long Nanoseconds)? Parse(string text)
    {
        var (match, sign) = Iso().Match(text) is { Success: true } iso ? (iso, 1) : (Cql().Match(text), text.StartsWith('-') ? -1 : 1);
        if (!match.Success)
        {
            return null;
        }

        var months = (Whole(match, "y") * 12) + Whole(match, "mo");
        var days = (Whole(match, "w") * 7) + Whole(match, "d");
        var nanoseconds = (((Whole(match, "h") * 60) + Whole(match, "m")) * 60_000_000_000L) + (long)(Fraction(match, "s") * 1_000_000_000m)
            + (Whole(match, "ms") * 1_000_000) + (Whole(match, "us") * 1000) + Whole(match, "ns");
        return (sign * months, sign * days, sign * nanoseconds);
    }

    private static long Whole(Match match, string group) => (long)Fraction(match, group);

    private static decimal Fraction(Match match, string group)
        => match.Groups[group] is { Success: true } found ? decimal.Parse(found.Value, NumberStyles.Number, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^-?(?=\d)((?<y>\d+)y)?((?<mo>\d+)mo)?((?<w>\d+)w)?((?<d>\d+)d)?((?<h>\d+)h)?((?<m>\d+)m(?!s))?((?<s>\d+)s)?((?<ms>\d+)ms)?((?<us>\d+)(us|µs))?((?<ns>\d+)ns)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Cql();

    [GeneratedRegex(
        @"^P((?<y>-?\d+)Y)?((?<mo>-?\d+)M)?((?<w>-?\d+)W)?((?<d>-?\d+)D)?(T((?<h>-?\d+)H)?((?<m>-?\d+)M)?((?<s>-?\d+(\.\d+)?)S)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Iso();
}
