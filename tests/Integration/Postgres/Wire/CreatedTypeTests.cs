using System.Globalization;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>Every kind into the column that is created for it, extremes included, comes back as it was.</summary>
public class CreatedTypeTests
{
    private static readonly string HundredDigits = string.Concat(Enumerable.Repeat("1234567890", 10));

    public static TheoryData<ValueKind, object?[], string?[]> Values => new()
    {
        { ValueKind.Boolean, [true, false, null], ["true", "false", null] },
        { ValueKind.Int16, [short.MinValue + 0, -1, 0, short.MaxValue + 0, null], ["-32768", "-1", "0", "32767", null] },
        { ValueKind.Int32, [int.MinValue, 0, int.MaxValue], ["-2147483648", "0", "2147483647"] },
        { ValueKind.Int64, [long.MinValue, 9007199254740993L, long.MaxValue], ["-9223372036854775808", "9007199254740993", "9223372036854775807"] },
        { ValueKind.Float32, [float.MinValue, 4.3f, float.Epsilon, float.NaN, float.PositiveInfinity, -0f], ["-3.4028235e+38", "4.3", "1e-45", "NaN", "Infinity", "-0"] },
        { ValueKind.Float64, [double.MaxValue, 0.1, double.Epsilon, double.NaN, double.NegativeInfinity], ["1.7976931348623157e+308", "0.1", "5e-324", "NaN", "-Infinity"] },
        {
            ValueKind.Decimal,
            ["12.3400", "-0.0001", "0", "0.00", "1E+3", "1E-20", "-99999999999999999999999999999999999999", "NaN", HundredDigits, HundredDigits + "." + HundredDigits, "10000", "00012345.6", ".5", "1e4", "1.5e-3", null],
            ["12.3400", "-0.0001", "0", "0.00", "1000", "0.00000000000000000001", "-99999999999999999999999999999999999999", "NaN", HundredDigits, HundredDigits + "." + HundredDigits, "10000", "12345.6", "0.5", "10000", "0.0015", null]
        },
        { ValueKind.Text, ["", "plain", "Žluťoučký kůň 🐎 𝒳 汉字 עברית", "tab\tnew\nline\\ \"quote\" 'single'", null], ["", "plain", "Žluťoučký kůň 🐎 𝒳 汉字 עברית", "tab\tnew\nline\\ \"quote\" 'single'", null] },
        { ValueKind.Bytes, [Array.Empty<byte>(), new byte[] { 0, 1, 255 }], [@"\x", @"\x0001ff"] },
        { ValueKind.Uuid, [new Guid("6F9619FF-8B86-D011-B42D-00C04FC964FF").ToByteArray(bigEndian: true)], ["6f9619ff-8b86-d011-b42d-00c04fc964ff"] },
        { ValueKind.Inet, ["127.0.0.1", "255.255.255.255", "2001:db8::1", "::", "::ffff:10.0.0.1", "fe80:0:0:0:1:2:3:4", "10.0.0.0/8"], ["127.0.0.1/32", "255.255.255.255/32", "2001:db8::1/128", "::/128", "::ffff:10.0.0.1/128", "fe80::1:2:3:4/128", "10.0.0.0/8"] },
        { ValueKind.Date, [0, 20685, -719162, 2932896, -2440588, 2145042905], ["1970-01-01", "2026-08-20", "0001-01-01", "9999-12-31", "4714-11-24 BC", "5874897-12-31"] },
        { ValueKind.Time, [0L, 45296789123L, 86399999999L, 86400000000L], ["00:00:00", "12:34:56.789123", "23:59:59.999999", "24:00:00"] },
        { ValueKind.Timestamp, [0L, -1L, 1787217301234567L, -62135596800000000L, 253402300799999999L, -210866803200000000L], ["1970-01-01 00:00:00", "1969-12-31 23:59:59.999999", "2026-08-20 09:15:01.234567", "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999", "4714-11-24 00:00:00 BC"] },
        { ValueKind.TimestampTz, [0L, 1787217301234567L], ["1970-01-01 09:00:00+09", "2026-08-20 18:15:01.234567+09"] },
        { ValueKind.Interval, [Interval(5_000_000, 3, 14), Interval(-1, 0, 0), Interval(0, 0, 0), Interval(-1, -2, 3)], ["1 year 2 mons 3 days 00:00:05", "-00:00:00.000001", "00:00:00", "3 mons -2 days -00:00:00.000001"] },
        { ValueKind.Json, ["{\"a\": [1, null, \"\\u00e9\"]}", "null", "\"\"", "1E+3", null], ["{\"a\": [1, null, \"é\"]}", "null", "\"\"", "1000", null] },
        { ValueKind.Xml, ["<a><b/></a>", "ž<c/>"], ["<a><b/></a>", "ž<c/>"] },
    };

    [SkippableTheory]
    [MemberData(nameof(Values))]
    public async Task Every_value_comes_back(ValueKind kind, object?[] values, string?[] expected)
    {
        var (stored, faults, rounded) = await RoundTrip.RunAsync(CreatedTypes.For(new ColumnType(kind)), kind, values);

        Assert.Equal(expected, stored);
        Assert.Empty(faults);
        Assert.Equal(0, rounded);
    }

    /// <summary>What an encoder prints into text is what PostgreSQL prints of its own type.</summary>
    [SkippableTheory]
    [MemberData(nameof(Values))]
    public async Task Text_columns_get_what_PostgreSQL_prints(ValueKind kind, object?[] values, string?[] expected)
    {
        if (kind is ValueKind.Decimal or ValueKind.Json or ValueKind.Inet)
        {
            expected = [.. values.Select(static value => (string?)value)];
        }

        if (kind == ValueKind.TimestampTz)
        {
            expected = ["1970-01-01 00:00:00+00", "2026-08-20 09:15:01.234567+00"];
        }

        var (stored, faults, _) = await RoundTrip.RunAsync("text", kind, values);

        Assert.Equal(expected, stored);
        Assert.Empty(faults);
    }

    internal static byte[] Interval(long microseconds, int days, int months)
        => Convert.FromHexString(string.Create(CultureInfo.InvariantCulture, $"{microseconds:X16}{days:X8}{months:X8}"));
}
