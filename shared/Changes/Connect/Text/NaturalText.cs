using System.Globalization;
using System.Text;

namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Values as a person writes them, for JSON inside structures and for map keys.</summary>
internal static class NaturalText
{
    /// <summary>Text of a value, given its word and, for arena kinds, its bytes.</summary>
    public static string Format(ValueKind kind, long word, ReadOnlySpan<byte> bytes) => kind switch
    {
        ValueKind.Boolean => word != 0 ? "true" : "false",
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => word.ToString(CultureInfo.InvariantCulture),
        ValueKind.Float32 => BitConverter.Int32BitsToSingle((int)word).ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Float64 => BitConverter.Int64BitsToDouble(word).ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Bytes => Convert.ToBase64String(bytes),
        ValueKind.Uuid => new Guid(bytes, bigEndian: true).ToString(),
        ValueKind.Date => Date(word),
        ValueKind.Time => Time(word, isAlwaysMilliseconds: false),
        ValueKind.Timestamp => Timestamp(word),
        ValueKind.TimestampTz => Timestamp(word) + "Z",
        ValueKind.Interval => Interval(IntervalValue.Read(bytes)),
        _ => Encoding.UTF8.GetString(bytes),
    };

    private static string Date(long days)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        var sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):0000}-{month:00}-{day:00}");
    }

    private static string Time(long microseconds, bool isAlwaysMilliseconds)
    {
        var seconds = microseconds / 1_000_000;
        var fraction = microseconds % 1_000_000;
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction % 1000 != 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}.{fraction:000000}")
            : fraction != 0 || isAlwaysMilliseconds ? string.Create(CultureInfo.InvariantCulture, $"{text}.{fraction / 1000:000}")
            : text;
    }

    private static string Timestamp(long microseconds)
    {
        var days = microseconds / CivilDate.DayMicroseconds;
        var rest = microseconds - (days * CivilDate.DayMicroseconds);
        if (rest < 0)
        {
            days--;
            rest += CivilDate.DayMicroseconds;
        }

        return $"{Date(days)}T{Time(rest, isAlwaysMilliseconds: true)}";
    }

    private static string Interval(IntervalValue value)
    {
        var text = new StringBuilder("P");
        Append(text, value.Months, "M");
        Append(text, value.Days, "D");
        if (value.Microseconds != 0)
        {
            text.Append('T').Append((value.Microseconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture)).Append('S');
        }

        return text.Length == 1 ? "PT0S" : text.ToString();
    }

    private static void Append(StringBuilder text, int number, string unit)
    {
        if (number != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }
}
