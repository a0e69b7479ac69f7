using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>Random values of the sources' types. Nothing of the product is used: what a value means is written by .NET and read by PostgreSQL.</summary>
internal static class Draws
{
    public static WireValue Boolean(Random random) => Same(random.Next(2) == 0 ? "true" : "false");

    public static Func<Random, WireValue> Integer(long least, long most) => random => Same(random.Next(20) switch
    {
        0 => Text(least),
        1 => Text(most),
        2 => "0",
        _ => Text((long)BigInteger.Clamp((random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63)), least, most)),
    });

    public static WireValue Single(Random random)
    {
        var value = random.Next(30) switch { 0 => float.MaxValue, 1 => float.MinValue, 2 => float.Epsilon, 3 => -0f, _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) };
        return Special(value) ?? Same(value.ToString("R", CultureInfo.InvariantCulture));
    }

    public static WireValue Double(Random random)
    {
        var value = random.Next(30) switch { 0 => double.MaxValue, 1 => double.MinValue, 2 => double.Epsilon, 3 => -0d, _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) };
        return Special(value) ?? Same(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>SQL Server has no NaN and no infinities.</summary>
    public static Func<Random, WireValue> Finite(Func<Random, WireValue> draw) => random =>
    {
        while (true)
        {
            if (draw(random) is var value && value.Json[0] != '"')
            {
                return value;
            }
        }
    };

    public static Func<Random, WireValue> Decimal(int precision, int scale, Func<BigInteger, string, string> json) => random =>
    {
        var most = BigInteger.Pow(10, precision) - 1;
        var unscaled = random.Next(20) switch { 0 => most, 1 => -most, 2 => BigInteger.Zero, _ => Big(random, random.Next(1, precision + 1)) };
        var text = Point(unscaled, scale);
        return new WireValue(json(unscaled, text), text);
    };

    /// <summary>Unscaled digits in two's complement, as base64.</summary>
    public static string Base64(BigInteger unscaled, string text) => Quoted(Convert.ToBase64String(unscaled.ToByteArray(isBigEndian: true)));

    public static string AsText(BigInteger unscaled, string text) => Quoted(text);

    /// <summary>A decimal of any scale, as CQL has it.</summary>
    public static Func<Random, WireValue> AnyDecimal(bool isStruct) => random =>
    {
        var (unscaled, scale) = (Big(random, random.Next(1, 60)), random.Next(0, 40));
        var text = Point(unscaled, scale);
        return new WireValue(isStruct ? $$"""{"scale":{{Text(scale)}},"value":{{Base64(unscaled, text)}}}""" : Quoted(text), text);
    };

    public static Func<Random, WireValue> Varint(Func<BigInteger, string, string> json) => random =>
    {
        var number = Big(random, random.Next(1, 80));
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new WireValue(json(number, text), text);
    };

    public static WireValue DecimalAsDouble(Random random)
    {
        var text = (Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(12)), 4)).ToString("R", CultureInfo.InvariantCulture);
        return Same(text);
    }

    public static WireValue Unicode(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(24); length > 0; length--)
        {
            text.Append(random.Next(4) switch
            {
                0 => ((Rune)random.Next(1, 0x80)).ToString(),
                1 => ((Rune)random.Next(0x80, 0xd800)).ToString(),
                2 => ((Rune)random.Next(0x10000, 0x110000)).ToString(),
                _ => "\"\\'{}, "[random.Next(7)].ToString(),
            });
        }

        return new WireValue(JsonSerializer.Serialize(text.ToString()), text.ToString());
    }

    public static Func<Random, WireValue> Binary(Func<byte[], string> json) => random =>
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return new WireValue(Quoted(json(bytes)), "\\x" + Convert.ToHexStringLower(bytes));
    };

    public static Func<Random, WireValue> Uuid(bool isUpper) => random =>
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var text = new Guid(bytes).ToString();
        return new WireValue(Quoted(isUpper ? text.ToUpperInvariant() : text), text);
    };

    /// <summary>Java prints all groups of an IPv6 address; Cassandra's connector puts a slash before.</summary>
    public static Func<Random, WireValue> Inet(string before) => random =>
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
        random.NextBytes(bytes);
        for (var i = 0; bytes.Length == 16 && i < 16; i += 2)
        {
            (bytes[i], bytes[i + 1]) = random.Next(2) == 0 ? ((byte)0, (byte)random.Next(2)) : (bytes[i], bytes[i + 1]);
        }

        var text = bytes.Length == 4
            ? string.Join('.', bytes.Select(b => Text(b)))
            : string.Join(':', Enumerable.Range(0, 8).Select(n => ((bytes[2 * n] << 8) | bytes[(2 * n) + 1]).ToString("x", CultureInfo.InvariantCulture)));
        return new WireValue(Quoted(before + text), text);
    };

    public static WireValue Xml(Random random)
    {
        var text = $"<a n=\"{Text(random.Next())}\"><b>{random.Next(100)}</b>{(random.Next(2) == 0 ? "žluť" : "")}</a>";
        return new WireValue(JsonSerializer.Serialize(text), text);
    }

    public static Func<Random, WireValue> Json(Func<Random, WireValue> element, Func<List<WireValue>, string> json, Func<List<WireValue>, string> meaning) => random =>
    {
        var elements = Enumerable.Range(0, random.Next(1, 6)).Select(_ => element(random)).ToList();
        return new WireValue(json(elements), meaning(elements));
    };

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static WireValue Same(string text) => new(text, text);

    private static WireValue? Special(double value)
        => double.IsNaN(value) ? new WireValue("\"NaN\"", "NaN") : double.IsInfinity(value) ? new WireValue(value > 0 ? "\"Infinity\"" : "\"-Infinity\"", value > 0 ? "Infinity" : "-Infinity") : null;

    private static BigInteger Big(Random random, int digits)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "-" : "").Append(random.Next(1, 10));
        for (var n = 1; n < digits; n++)
        {
            text.Append(random.Next(3) == 0 ? 0 : random.Next(10));
        }

        return BigInteger.Parse(text.ToString(), CultureInfo.InvariantCulture);
    }

    private static string Point(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled.Sign < 0 ? "-" + text : text;
    }
}
