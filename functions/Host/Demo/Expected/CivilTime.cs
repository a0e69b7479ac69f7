using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Dates, times and timestamps of any year in the spellings of CQL, ISO 8601 and PostgreSQL, as plain counts.</summary>
/// <remarks>A bare number counts as the event does: days for a date, milliseconds for a timestamp, nanoseconds for a time.</remarks>
internal static partial class CivilTime
{
    private const long MicrosecondsOfDay = 86_400_000_000;

    /// <summary>Days since 1970-01-01 of the proleptic Gregorian calendar, or null.</summary>
    public static long? Days(string text)
    {
        if (Count(text) is { } days)
        {
            return days;
        }

        var match = DateForm().Match(text);
        return match.Success ? Days(match) : null;
    }

    /// <summary>Microseconds since midnight, further digits cut off, or null.</summary>
    public static long? TimeOfDay(string text)
    {
        if (Count(text) is { } nanoseconds)
        {
            return nanoseconds / 1000;
        }

        var match = TimeForm().Match(text);
        return match.Success ? TimeOfDay(match) : null;
    }

    /// <summary>Microseconds since 1970-01-01, in UTC when the text has a zone, further digits cut off, or null.</summary>
    public static long? Instant(string text)
    {
        if (Count(text) is { } milliseconds)
        {
            return milliseconds * 1000;
        }

        var match = TimestampForm().Match(text);
        return match.Success ? (Days(match) * MicrosecondsOfDay) + TimeOfDay(match) - Offset(match) : null;
    }

    private static long? Count(string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static long Days(Match match)
    {
        var year = long.Parse(match.Groups["y"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var (month, day) = (Number(match, "m"), Number(match, "d"));
        if (match.Groups["bc"].Success)
        {
            year = 1 - year; // PostgreSQL counts 1 BC, the others 0
        }

        // Days from civil, H. Hinnant: eras of 400 years that begin in March.
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private static long TimeOfDay(Match match)
    {
        var fraction = match.Groups["f"].Value.PadRight(6, '0')[..6];
        var seconds = (((Number(match, "h") * 60) + Number(match, "i")) * 60) + Number(match, "s");
        return (seconds * 1_000_000) + long.Parse(fraction, CultureInfo.InvariantCulture);
    }

    private static long Offset(Match match)
    {
        var minutes = (Number(match, "zh") * 60) + Number(match, "zm");
        return minutes * 60_000_000 * (string.Equals(match.Groups["zs"].Value, "-", StringComparison.Ordinal) ? -1 : 1);
    }

    private static long Number(Match match, string group)
        => match.Groups[group] is { Success: true, Length: > 0 } found ? long.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    private const string DatePart = @"(?<y>[+-]?\d{1,9})-(?<m>\d\d)-(?<d>\d\d)";
    private const string TimePart = @"(?<h>\d\d):(?<i>\d\d)(:(?<s>\d\d)(\.(?<f>\d+))?)?";
    private const string ZonePart = @"(Z|(?<zs>[+-])(?<zh>\d\d)(:?(?<zm>\d\d))?)?";
    private const string EraPart = "(?<bc> BC)?";

    [GeneratedRegex($"^{DatePart}Z?{EraPart}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DateForm();

    [GeneratedRegex($"^{TimePart}Z?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeForm();

    [GeneratedRegex($"^{DatePart}[T ]{TimePart}{ZonePart}{EraPart}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimestampForm();
}
