using System.Globalization;
using System.Numerics;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Connect;

public sealed class DecimalTests
{
    [Theory]
    [InlineData("E34=", 2, "49.90")]
    [InlineData("/w==", 2, "-0.01")]
    [InlineData("AA==", 4, "0.0000")]
    [InlineData("AA==", 0, "0")]
    [InlineData("AQ==", -2, "1E2")]
    [InlineData("gAAAAAAAAAA=", 4, "-922337203685477.5808")]
    [InlineData("f/////////8=", 0, "9223372036854775807")]
    [InlineData("AY7pD/bDc+DuDATVFQ==", 10, "12345678901234567890.0123456789")]
    [InlineData("SztMqFqGxHoJiiI//////w==", 10, "9999999999999999999999999999.9999999999")]
    public void Base64_with_a_scale_is_exact(string base64, int scale, string text)
        => Assert.Equal(text, Read(Decimal(scale), $"\"{base64}\""));

    [Fact]
    public void Numbers_of_any_length_keep_every_digit()
    {
        foreach (var digits in new[] { 1, 18, 19, 38, 39, 40, 500 })
        {
            var number = BigInteger.Parse("-" + new string('7', digits), CultureInfo.InvariantCulture);

            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Read(Decimal(0), $"\"{Convert.ToBase64String(number.ToByteArray(isBigEndian: true))}\""));
        }
    }

    [Theory]
    [InlineData("12.50", "12.50")]
    [InlineData("1E+3", "1E+3")]
    [InlineData("-9.99999999999E9", "-9.99999999999E9")]
    public void Numeric_format_is_taken_digit_by_digit(string json, string text)
    {
        Assert.Equal(text, Read(Decimal(2), json));
    }

    [Theory]
    [InlineData("""{"scale":4,"value":"B1vMvA=="}""", "12345.6700")]
    [InlineData("""{"value":"AQ==","scale":0}""", "1")]
    public void A_variable_scale_decimal_brings_its_scale(string json, string text)
        => Assert.Equal(text, Read("""{"type":"struct","fields":[{"type":"int32","field":"scale"},{"type":"bytes","field":"value"}],"optional":true,"name":"io.debezium.data.VariableScaleDecimal"}""", json));

    [Fact]
    public void A_scale_beyond_reason_is_written_with_an_exponent()
        => Assert.Equal("1E-2000000000", Read("""{"type":"struct","fields":[],"optional":true,"name":"io.debezium.data.VariableScaleDecimal"}""", """{"scale":2000000000,"value":"AQ=="}"""));

    private static string Decimal(int scale)
        => $$$"""{"type":"bytes","optional":true,"name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"{{{scale}}}","connect.decimal.precision":"38"}}""";

    private static string Read(string field, string json) => Decoded.Of(Sources.SqlServer(), Events.Embedded(Dialect.SqlServer, field, json)).Row["v"];
}
