using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.SqlServer;

public sealed class SqlServerTypeTests
{
    [Theory]
    [InlineData("bit not null", "true", ValueKind.Boolean, "true")]
    [InlineData("tinyint", "255", ValueKind.Int16, "255")]
    [InlineData("int identity", "4444", ValueKind.Int32, "4444")]
    [InlineData("money", "\"ALxhTg==\"", ValueKind.Decimal, "1234.5678")]
    [InlineData("smallmoney", "\"Opg=\"", ValueKind.Decimal, "1.5000")]
    [InlineData("decimal(12,2)", "\"E34=\"", ValueKind.Decimal, "49.90")]
    [InlineData("decimal(12,2)", "\"49.90\"", ValueKind.Decimal, "49.90")]
    [InlineData("decimal(12,2)", "\"-5\"", ValueKind.Decimal, "-5")]
    [InlineData("decimal(12,2)", "4.99E1", ValueKind.Decimal, "4.99E1")]
    [InlineData("real", "4.3", ValueKind.Float32, "4.3")]
    [InlineData("float", "-1.7976931348623157E308", ValueKind.Float64, "-1.7976931348623157E+308")]
    [InlineData("nchar(5)", "\"nc   \"", ValueKind.Text, "nc   ")]
    [InlineData("uniqueidentifier", "\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"", ValueKind.Uuid, "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("xml", "\"<a/>\"", ValueKind.Xml, "<a/>")]
    [InlineData("rowversion not null", "\"AAAAAAAAB9E=\"", ValueKind.Bytes, "AAAAAAAAB9E=")]
    [InlineData("date", "20685", ValueKind.Date, "2026-08-20")]
    [InlineData("date", "\"2026-08-20Z\"", ValueKind.Date, "2026-08-20")]
    [InlineData("time(3)", "14711789", ValueKind.Time, "04:05:11.789")]
    [InlineData("time(6)", "14711789123", ValueKind.Time, "04:05:11.789123")]
    [InlineData("time", "14711789123000", ValueKind.Time, "04:05:11.789123")]
    [InlineData("time(7)", "\"04:05:11.789123Z\"", ValueKind.Time, "04:05:11.789123")]
    [InlineData("datetime", "1787228625457", ValueKind.Timestamp, "2026-08-20T12:23:45.457")]
    [InlineData("smalldatetime", "1787228640000", ValueKind.Timestamp, "2026-08-20T12:24:00.000")]
    [InlineData("datetime2(6)", "1787228625456789", ValueKind.Timestamp, "2026-08-20T12:23:45.456789")]
    [InlineData("datetime2", "1787228625456789000", ValueKind.Timestamp, "2026-08-20T12:23:45.456789")]
    [InlineData("datetimeoffset(3)", "\"2026-08-20T12:23:45.456+11:00\"", ValueKind.TimestampTz, "2026-08-20T01:23:45.456Z")]
    [InlineData("geometry", "\"WA==\"", ValueKind.Bytes, "WA==")]
    public void A_value_without_schema_is_read_by_its_declared_type(string type, string json, ValueKind kind, string text)
    {
        var decoded = Decoded.Of(Sources.SqlServer(("v", type)), Insert(json));

        Assert.Equal(text, decoded.Row["v"]);
        Assert.Equal(kind, decoded.TypeOf("v").Kind);
    }

    [Theory]
    [InlineData("connect", "time(7)", "14711789", "04:05:11.789")]
    [InlineData("connect", "datetime2(7)", "1787228625456", "2026-08-20T12:23:45.456")]
    [InlineData("adaptive_time_microseconds", "time(0)", "14711000000", "04:05:11")]
    [InlineData("adaptive_time_microseconds", "datetime2(3)", "1787228625456", "2026-08-20T12:23:45.456")]
    [InlineData("microseconds", "datetime2(7)", "1787228625456789", "2026-08-20T12:23:45.456789")]
    [InlineData("nanoseconds", "time(0)", "14711000000000", "04:05:11")]
    public void The_time_mode_decides_the_unit(string mode, string type, string json, string text)
        => Assert.Equal(text, Decoded.Of(Sources.SqlServer(("v", type)).With(new ConnectorOptions { TimePrecisionMode = mode }), Insert(json)).Row["v"]);

    [Theory]
    [InlineData("hex", "\"00ff\"", "AP8=")]
    [InlineData("base64", "\"AP8=\"", "AP8=")]
    [InlineData("base64-url-safe", "\"-_8=\"", "+/8=")]
    [InlineData("base64-url-safe", "\"-_8\"", "+/8=")]
    [InlineData(null, "\"-_8\"", "+/8=")]
    public void The_binary_mode_decides_the_form_of_bytes(string? mode, string json, string base64)
        => Assert.Equal(base64, Decoded.Of(Sources.SqlServer(("v", "varbinary(50)")).With(new ConnectorOptions { BinaryHandlingMode = mode }), Insert(json)).Row["v"]);

    [Fact]
    public void Digits_that_are_both_decimal_text_and_base64_are_refused_with_the_setting_to_add()
    {
        var failure = Decoded.Of(Sources.SqlServer(("v", "decimal(12,0)")), Insert("\"1234\"")).Failure;

        Assert.Equal("ambiguous-type", failure.Reason);
        Assert.Contains("decimalHandlingMode: precise", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string", "1234")]
    [InlineData("precise", "-2658824")]
    public void The_decimal_mode_ends_the_ambiguity(string mode, string text)
        => Assert.Equal(text, Decoded.Of(Sources.SqlServer(("v", "decimal(12,0)")).With(new ConnectorOptions { DecimalHandlingMode = mode }), Insert("\"1234\"")).Row["v"]);

    [Fact]
    public void A_string_in_an_embedded_schema_is_narrowed_by_the_declared_type()
    {
        var decoded = Decoded.Of(Sources.SqlServer(("v", "uniqueidentifier")), Events.Embedded(Dialect.SqlServer, """{"type":"string","optional":true}""", "\"6F9619FF-8B86-D011-B42D-00C04FC964FF\""));

        Assert.Equal(ValueKind.Uuid, decoded.TypeOf("v").Kind);
    }

    [Fact]
    public void A_declared_type_that_the_schema_cannot_carry_is_passed_over()
    {
        var decoded = Decoded.Of(Sources.SqlServer(("v", "uniqueidentifier")), Events.Embedded(Dialect.SqlServer, """{"type":"int32","optional":true}""", "7"));

        Assert.Equal(ValueKind.Int32, decoded.TypeOf("v").Kind);
    }

    private static SourceRecord Insert(string json) => Events.SqlServer("""{"id":1}""", $$"""{"id":1,"v":{{json}}}""");
}
