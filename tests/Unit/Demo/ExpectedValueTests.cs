using System.Text.Json;
using CdcFunctions.Host.Demo.Expected;

namespace CdcFunctions.Unit.Demo;

public sealed class ExpectedValueTests
{
    [Theory]
    [InlineData("scylla", "decimal", "\"1E+3\"", "1000", true)]
    [InlineData("scylla", "decimal", "\"0.00\"", "0.00", true)]
    [InlineData("scylla", "decimal", "\"1E-20\"", "0.00000000000000000001", true)]
    [InlineData("scylla", "decimal", "\"0.1\"", "0.10000000000000000555", false)]
    [InlineData("cassandra", "decimal", "-99999999999999999999999999999999.999999999", "-99999999999999999999999999999999.999999999", true)]
    [InlineData("scylla", "varint", "\"123456789012345678901234567890\"", "123456789012345678901234567891", false)]
    [InlineData("scylla", "bigint", "9007199254740993", "9007199254740992", false)]
    [InlineData("scylla", "float", "\"NaN\"", "NaN", true)]
    [InlineData("scylla", "double", "\"-Infinity\"", "-Infinity", true)]
    [InlineData("sqlserver", "real", "-0.0", "0", true)]
    [InlineData("sqlserver", "real", "1.4e-45", "1e-45", true)]
    [InlineData("sqlserver", "float", "3.141592653589793", "3.1415927", false)]
    [InlineData("sqlserver", "bit", "true", "true", true)]
    [InlineData("sqlserver", "varbinary(50)", "\"AQID\"", @"\x010203", true)]
    [InlineData("sqlserver", "varbinary(50)", "\"\"", @"\x", true)]
    [InlineData("cassandra", "blob", "\"0x00ff80\"", @"\x00ff80", true)]
    [InlineData("sqlserver", "uniqueidentifier", "\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"", "6f9619ff-8b86-d011-b42d-00c04fc964ff", true)]
    [InlineData("scylla", "inet", "\"2001:db8:0:0:0:0:0:1\"", "2001:db8::1/128", true)]
    [InlineData("scylla", "inet", "\"127.0.0.1\"", "127.0.0.1/32", true)]
    [InlineData("cassandra", "inet", "\"10.0.0.1\"", "/10.0.0.1", false)]
    [InlineData("cassandra", "date", "\"-0044-03-15\"", "0045-03-15 BC", true)]
    [InlineData("cassandra", "date", "\"9999-12-31\"", "9999-12-31", true)]
    [InlineData("scylla", "time", "\"12:34:56.789000001\"", "12:34:56.789", true)]
    [InlineData("sqlserver", "time(7)", "\"00:00\"", "00:00:00", true)]
    [InlineData("scylla", "timestamp", "\"1969-12-31T23:59:59.999Z\"", "1969-12-31 23:59:59.999+00", true)]
    [InlineData("cassandra", "timestamp", "\"0001-01-01 00:00:00.000Z\"", "0001-01-01 00:00:00+00", true)]
    [InlineData("sqlserver", "datetime2(7)", "\"1969-12-31T23:59:59.9999999\"", "1969-12-31 23:59:59.999999", true)]
    [InlineData("sqlserver", "datetimeoffset(7)", "\"2026-08-20T12:23:45.456789100-03:30\"", "2026-08-20 15:53:45.456789+00", true)]
    [InlineData("sqlserver", "datetimeoffset(3)", "\"2026-08-20T12:23:45.456+11:00\"", "2026-08-20 12:23:45.456+00", false)]
    [InlineData("scylla", "duration", "\"1mo2d12h30m5s\"", "P1M2DT12H30M5S", true)]
    [InlineData("scylla", "duration", "\"-1mo2d3h\"", "P-1M-2DT-3H", true)]
    [InlineData("scylla", "duration", "\"89h4m48s\"", "P3DT17H4M48S", false)]
    [InlineData("cassandra", "duration", "\"7d\"", "PT168H", true)]
    [InlineData("sqlserver", "char(10)", "\"cc        \"", "cc", false)]
    public void A_scalar_equals_what_PostgreSQL_prints_for_the_same_value(string dialect, string type, string expected, string actual, bool isSame)
        => Assert.Equal(isSame, AreSame(dialect, type, expected, actual));

    [Theory]
    [InlineData("list<int>", "[1,2]", "[1, 2]", true)]
    [InlineData("list<int>", "[1,2]", "[2, 1]", false)]
    [InlineData("set<text>", """["a","b"]""", """["b", "a"]""", true)]
    [InlineData("set<text>", """["a","b"]""", """["b", "b"]""", false)]
    [InlineData("frozen<list<decimal>>", "[1.10]", """["1.1"]""", true)]
    [InlineData("map<int, text>", """{"1":"one"}""", """{"1": "one"}""", true)]
    [InlineData("map<int, text>", """{"1":"one"}""", """{"1": "one", "2": "two"}""", false)]
    [InlineData("map<timestamp, double>", """{"2024-01-01 00:00:00.000Z":1.5}""", """{"2024-01-01T00:00:00Z": 1.5}""", true)]
    [InlineData("frozen<tuple<int, text, double>>", "[1,null,null]", "[1, null, null]", true)]
    [InlineData("frozen<set<frozen<tuple<int, text>>>>", """[[1,"x"],[2,"y"]]""", """[[2, "y"], [1, "x"]]""", true)]
    [InlineData("frozen<map<text, frozen<list<int>>>>", """{"a":[1,2],"b":[]}""", """{"a": [1, 2], "b": []}""", true)]
    [InlineData("frozen<shop.address>", """{"street":"B","moved":"2001-01-01","tags":null}""", """{"street": "B", "moved": 11323, "tags": []}""", true)]
    [InlineData("frozen<shop.address>", """{"street":"B","moved":"2001-01-01"}""", """{"street": "B", "moved": 11324}""", false)]
    [InlineData("shop.address", """{"street":null,"zip":null}""", null, true)]
    [InlineData("frozen list<text>", "[]", null, false)]
    [InlineData("frozen list<text>", "[]", "[]", true)]
    [InlineData("list<int>", "[1]", "{1}", false)]
    [InlineData("list<int>", "null", "[]", false)]
    public void A_collection_equals_the_JSON_of_the_same_content(string type, string expected, string? actual, bool isSame)
        => Assert.Equal(isSame, AreSame("scylla", type, expected, actual));

    [Fact]
    public void Digits_that_the_connector_cut_off_are_not_asked_for()
    {
        var lossy = new ComparisonPrecision(DecimalsAreDoubles: true, TimesAreMilliseconds: true);

        Assert.True(AreSame("sqlserver", "numeric(38,10)", "\"12345678901234567890.0123456789\"", "12345678901234567000.0000000000", lossy));
        Assert.True(AreSame("sqlserver", "datetime2(7)", "\"1969-12-31T23:59:59.9999999\"", "1969-12-31 23:59:59.999", lossy));
        Assert.False(AreSame("sqlserver", "datetime2(7)", "\"1969-12-31T23:59:59.9999999\"", "1969-12-31 23:59:59.998", lossy));
    }

    private static bool AreSame(string dialect, string type, string expected, string? actual, ComparisonPrecision? precision = null)
    {
        var table = new ExpectedTable
        {
            SourceName = "t",
            Key = ["id"],
            TypeNames = new Dictionary<string, string>(),
            Types = new Dictionary<string, SourceType>
            {
                ["id"] = SourceType.Parse("int", SourceDialect.Scylla),
                ["value"] = SourceType.Parse(type, Enum.Parse<SourceDialect>(dialect, ignoreCase: true)),
            },
            Rows = [],
            GhostRows = [],
            Gaps = [],
        };
        var row = JsonSerializer.Deserialize<JsonElement>($$"""{"id":1,"value":{{expected}}}""");
        return !new RowValues(table, precision ?? new ComparisonPrecision(false, false))
            .Differences(row, new Dictionary<string, string?> { ["id"] = "1", ["value"] = actual })
            .Any();
    }
}
