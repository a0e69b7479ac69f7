using System.Globalization;
using System.Net;
using System.Numerics;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>One spelling per value, so that a value in the source's words and PostgreSQL's text of it can be compared.</summary>
internal static class ScalarText
{
    /// <summary>The value's one spelling; a text that is no value of the type stands for itself and so equals nothing else.</summary>
    public static string Canonical(SourceFamily family, string text, ComparisonPrecision precision) => family switch
    {
        SourceFamily.Integer => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : text,
        SourceFamily.Decimal when precision.DecimalsAreDoubles => Double(text),
        SourceFamily.Decimal => ExactNumber.Canonical(text) ?? text,
        SourceFamily.Single => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) ? (single + 0f).ToString("R", CultureInfo.InvariantCulture) : text,
        SourceFamily.Double => Double(text),
        SourceFamily.Boolean => text is "t" or "1" ? "true" : text is "f" or "0" ? "false" : text,
        SourceFamily.Base64 or SourceFamily.Hex => Bytes(family, text),
        SourceFamily.Uuid => text.ToLowerInvariant(),
        SourceFamily.Inet => Address(text),
        SourceFamily.Date => Count(CivilTime.Days(text), "d") ?? text,
        SourceFamily.Time => Count(Cut(CivilTime.TimeOfDay(text), precision), "us") ?? text,
        SourceFamily.Timestamp => Count(Cut(CivilTime.Instant(text), precision), "us") ?? text,
        SourceFamily.Duration => DurationText.Canonical(text) ?? text,
        SourceFamily.FlatDuration => DurationText.Flat(text) ?? text,
        _ => text,
    };

    private static string Double(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (value + 0d).ToString("R", CultureInfo.InvariantCulture) : text;

    private static string Bytes(SourceFamily family, string text)
    {
        if (text.StartsWith(@"\x", StringComparison.Ordinal) || (family == SourceFamily.Hex && text.StartsWith("0x", StringComparison.Ordinal)))
        {
            return text[2..].ToUpperInvariant();
        }

        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var size) ? Convert.ToHexString(buffer, 0, size) : text;
    }

    // PostgreSQL adds /32 or /128.
    private static string Address(string text)
        => IPAddress.TryParse(text.EndsWith("/32", StringComparison.Ordinal) || text.EndsWith("/128", StringComparison.Ordinal) ? text.Split('/')[0] : text, out var address) ? address.ToString() : text;

    private static long? Cut(long? microseconds, ComparisonPrecision precision)
        => precision.TimesAreMilliseconds && microseconds is { } exact ? exact - (((exact % 1000) + 1000) % 1000) : microseconds;

    private static string? Count(long? count, string unit)
        => count is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}{unit}") : null;
}
