using System.Globalization;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Lengths of time as configuration writes them: a number and a unit, <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>24h</c>, <c>7d</c>.</summary>
public static class Duration
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a number and a unit (s, m, h, d), such as 24h";

    private static readonly (string Unit, TimeSpan Length, string[] Names)[] Units =
    [
        ("d", TimeSpan.FromDays(1), ["d", "day", "days"]),
        ("h", TimeSpan.FromHours(1), ["h", "hr", "hrs", "hour", "hours"]),
        ("m", TimeSpan.FromMinutes(1), ["m", "min", "mins", "minute", "minutes"]),
        ("s", TimeSpan.FromSeconds(1), ["s", "sec", "secs", "second", "seconds"]),
        ("ms", TimeSpan.FromMilliseconds(1), ["ms", "msec", "millis", "milliseconds", "millisecond"]),
    ];

    /// <summary>Reads <paramref name="text"/>; false when it is not of the allowed form.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        var number = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        var unit = text[number.Length..];
        value = default;
        foreach (var known in Units)
        {
            if (string.Equals(known.Unit, unit, StringComparison.Ordinal))
            {
                return TryScale(number, known.Length, out value);
            }
        }

        return false;
    }

    /// <summary>Writes a length of time the way configuration does, in the largest unit that keeps it whole.</summary>
    public static string Format(TimeSpan value)
    {
        foreach (var (unit, length, _) in Units)
        {
            if (value.Ticks % length.Ticks == 0 && value != TimeSpan.Zero)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / length.Ticks}{unit}");
            }
        }

        return value == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds}ms");
    }

    /// <summary>The allowed form of what a person wrote in another one (<c>24 hours</c>, <c>00:05:00</c>); null when that cannot be told.</summary>
    public static string? Suggest(string text)
    {
        var compact = text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var number = compact.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        var unit = compact[number.Length..];
        foreach (var known in Units)
        {
            if (Array.IndexOf(known.Names, unit) >= 0 && TryScale(number, known.Length, out _))
            {
                return $"{number}{known.Unit}";
            }
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero
            ? Format(span)
            : null;
    }

    private static bool TryScale(ReadOnlySpan<char> number, TimeSpan unit, out TimeSpan value)
    {
        value = default;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > TimeSpan.MaxValue.Ticks / unit.Ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)(count * unit.Ticks));
        return true;
    }
}
