using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Changes.Cql;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>Compares a decoded cell with the natural JSON the source shows, by the source's type.</summary>
internal static class CellComparer
{
    /// <summary>Null when they say the same; else both, as text.</summary>
    public static string? Difference(string sourceType, JsonElement? expected, Cell? actual, bool isMillisecondsOnly = false)
    {
        var want = expected is { ValueKind: not JsonValueKind.Null } one ? one : (JsonElement?)null;
        var have = actual is { State: CellState.Value } ? actual : null;
        if (want is null || have is null)
        {
            return want is null && have is null ? null : $"expected {want?.GetRawText() ?? "null"}, got {have?.Text ?? "null"}";
        }

        var type = TypeName(sourceType);
        var same = type switch
        {
            "timestamp" or "datetime" or "datetime2" or "smalldatetime" or "datetimeoffset" or "date" or "time"
                when !sourceType.StartsWith("rowversion", StringComparison.Ordinal) && have.Kind != ValueKind.Bytes => SameTime(want.Value, have, isMillisecondsOnly),
            _ => Same(type, want.Value, have),
        };
        return same ? null : $"expected {want.Value.GetRawText()}, got {have.Kind} {have.Text}";
    }

    private static bool Same(string type, JsonElement want, Cell have) => have.Kind switch
    {
        ValueKind.Decimal => Normal(Text(want)) == Normal(have.Text),
        ValueKind.Float32 => float.Parse(Text(want), CultureInfo.InvariantCulture).Equals(float.Parse(have.Text, CultureInfo.InvariantCulture)),
        ValueKind.Float64 => double.Parse(Text(want), CultureInfo.InvariantCulture).Equals(double.Parse(have.Text, CultureInfo.InvariantCulture)),
        ValueKind.Bytes => Bytes(Text(want)).AsSpan().SequenceEqual(have.Bytes),
        ValueKind.Uuid => string.Equals(Text(want), have.Text, StringComparison.OrdinalIgnoreCase),
        ValueKind.Inet => IPAddress.Parse(Text(want)).Equals(IPAddress.Parse(have.Text)),
        ValueKind.Interval => Length(Encoding.UTF8.GetBytes(Text(want))) == Length(IntervalValue.Read(have.Bytes)),
        ValueKind.Json => SameJson(CqlTypeParser.Parse(type), want, JsonDocument.Parse(have.Text).RootElement),
        _ => string.Equals(Text(want), have.Text, StringComparison.Ordinal),
    };

    private static bool SameTime(JsonElement want, Cell have, bool isMillisecondsOnly)
    {
        var text = Encoding.UTF8.GetBytes(Text(want));
        long word;
        var read = have.Kind switch
        {
            ValueKind.Date => Iso8601.TryDate(text, out word),
            ValueKind.Time => Iso8601.TryTime(text, out word, out _, out _),
            _ => TryInstant(text, have.Kind, out word),
        };
        var unit = isMillisecondsOnly && have.Kind != ValueKind.Date ? 1000 : 1;
        return read && (word == have.Word || (isMillisecondsOnly && Math.Abs(word - have.Word) < unit));
    }

    private static bool TryInstant(byte[] text, ValueKind kind, out long word)
    {
        var read = Iso8601.TryTimestamp(text, out word, out var offset, out _, out _);
        word -= kind == ValueKind.TimestampTz ? offset * 1_000_000 : 0;
        return read;
    }

    private static bool SameJson(CqlType? type, JsonElement want, JsonElement have) => (want.ValueKind, have.ValueKind) switch
    {
        (JsonValueKind.Array, JsonValueKind.Array) => want.GetArrayLength() == have.GetArrayLength()
            && want.EnumerateArray().Zip(have.EnumerateArray()).Select((pair, i) => SameJson(Inner(type, i), pair.First, pair.Second)).All(same => same),
        (JsonValueKind.Object, JsonValueKind.Object) => SameMembers(type, want, have),
        (JsonValueKind.Number, JsonValueKind.Number) => Normal(want.GetRawText()) == Normal(have.GetRawText()),
        (JsonValueKind.String, JsonValueKind.String) => SameText(want.GetString()!, have.GetString()!),
        // An empty collection inside a UDT arrives as [] where SELECT JSON shows null.
        (JsonValueKind.Null, JsonValueKind.Array) => have.GetArrayLength() == 0,
        _ => want.ValueKind == have.ValueKind,
    };

    private static bool SameMembers(CqlType? type, JsonElement want, JsonElement have)
    {
        var others = have.EnumerateObject().ToDictionary(one => Moment(one.Name), one => one.Value, StringComparer.Ordinal);
        return others.Count == want.EnumerateObject().Count()
            && want.EnumerateObject().All(one => others.TryGetValue(Moment(one.Name), out var other) && SameJson(Inner(type, 1), one.Value, other));
    }

    private static CqlType? Inner(CqlType? type, int at)
        => type is null or { Arguments.Count: 0 } ? null : type.Arguments[Math.Min(at, type.Arguments.Count - 1)];

    private static bool SameText(string want, string have) => string.Equals(want, have, StringComparison.Ordinal) || string.Equals(Moment(want), Moment(have), StringComparison.Ordinal);

    // CQL prints a moment with a blank where ISO has a T.
    private static string Moment(string text)
        => Iso8601.TryTimestamp(Encoding.UTF8.GetBytes(text), out var us, out var offset, out var hasOffset, out _) && hasOffset ? $"@{us - (offset * 1_000_000)}" : text;

    private static Int128 Length(ReadOnlySpan<byte> text) => DurationText.TryParse(text, out var value, out _) ? Length(value) : throw new FormatException();

    private static Int128 Length(IntervalValue value) => (((Int128)value.Months * 30) + value.Days) * CivilDate.DayMicroseconds + value.Microseconds;

    private static byte[] Bytes(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(text[2..]) : Convert.FromBase64String(text);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string TypeName(string type)
    {
        var words = type.Replace("static ", "", StringComparison.Ordinal);
        return words.Contains('<', StringComparison.Ordinal) ? words : words.Split(['(', ' '])[0];
    }

    // Digits without trailing zeros, and the exponent of the last one.
    private static (BigInteger Digits, int Exponent) Normal(string number)
    {
        var parts = number.Split(['e', 'E']);
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : parts[0].Length - point - 1;
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        while (!digits.IsZero && digits % 10 == 0)
        {
            (digits, exponent) = (digits / 10, exponent + 1);
        }

        return (digits, digits.IsZero ? 0 : exponent);
    }
}
