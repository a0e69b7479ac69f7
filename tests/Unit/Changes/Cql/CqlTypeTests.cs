using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Cql;

public sealed class CqlTypeTests
{
    [Theory]
    [InlineData("ascii", "\"a\"", ValueKind.Text, "a")]
    [InlineData("tinyint", "-128", ValueKind.Int16, "-128")]
    [InlineData("counter", "5", ValueKind.Int64, "5")]
    [InlineData("varint", "\"123456789012345678901234567890\"", ValueKind.Decimal, "123456789012345678901234567890")]
    [InlineData("decimal", "\"1E+3\"", ValueKind.Decimal, "1E+3")]
    [InlineData("decimal", "\"1234\"", ValueKind.Decimal, "1234")]
    [InlineData("double", "\"NaN\"", ValueKind.Float64, "NaN")]
    [InlineData("float", "-3.4028235E38", ValueKind.Float32, "-3.4028235E+38")]
    [InlineData("blob", "\"yv4=\"", ValueKind.Bytes, "yv4=")]
    [InlineData("timeuuid", "\"50554d6e-29bb-11e5-b345-feff819cdc9f\"", ValueKind.Uuid, "50554d6e-29bb-11e5-b345-feff819cdc9f")]
    [InlineData("inet", "\"2001:db8:0:0:0:0:0:1\"", ValueKind.Inet, "2001:db8:0:0:0:0:0:1")]
    [InlineData("inet", "\"db.example.org/10.1.2.3\"", ValueKind.Inet, "10.1.2.3")]
    [InlineData("date", "19884", ValueKind.Date, "2024-06-10")]
    [InlineData("time", "45296789000001", ValueKind.Time, "12:34:56.789")]
    [InlineData("timestamp", "1711848600123", ValueKind.TimestampTz, "2024-03-31T01:30:00.123Z")]
    [InlineData("duration", "\"1mo2d12h30m5s\"", ValueKind.Interval, "P1M2DT45005S")]
    [InlineData("list<int>", "[3,1]", ValueKind.Json, "[3,1]")]
    [InlineData("frozen list<text>", "[]", ValueKind.Json, "[]")]
    [InlineData("set<uuid>", "[\"50554D6E-29BB-11E5-B345-FEFF819CDC9F\"]", ValueKind.Json, "[\"50554d6e-29bb-11e5-b345-feff819cdc9f\"]")]
    [InlineData("map<int, text>", "[{\"key\":1,\"value\":\"one\"},{\"value\":\"two\",\"key\":2}]", ValueKind.Json, "{\"1\":\"one\",\"2\":\"two\"}")]
    [InlineData("map<text, decimal>", "[{\"key\":\"a\",\"value\":\"12.50\"}]", ValueKind.Json, "{\"a\":12.50}")]
    [InlineData("map<text, double>", "{\"a\":\"NaN\"}", ValueKind.Json, "{\"a\":\"NaN\"}")]
    [InlineData("map<timestamp, double>", "[[1704067200000,1.5]]", ValueKind.Json, "{\"2024-01-01T00:00:00.000Z\":1.5}")]
    [InlineData("map<inet, int>", "{\"/10.0.0.1\":1}", ValueKind.Json, "{\"10.0.0.1\":1}")]
    [InlineData("frozen<map<frozen<list<int>>, text>>", "[[[1,2],\"x\"]]", ValueKind.Json, "{\"[1,2]\":\"x\"}")]
    [InlineData("tuple<int, text>", "{\"field_0\":7,\"field_1\":\"seven\"}", ValueKind.Json, "[7,\"seven\"]")]
    [InlineData("tuple<int, text>", "{\"field1\":7,\"field2\":null}", ValueKind.Json, "[7,null]")]
    [InlineData("udt<street text, moved date, tags set<text>>", "{\"street\":\"Side\",\"moved\":11323,\"tags\":[]}", ValueKind.Json, "{\"street\":\"Side\",\"moved\":\"2001-01-01\",\"tags\":[]}")]
    [InlineData("list<time>", "[1000000000]", ValueKind.Json, "[\"00:00:01\"]")]
    [InlineData("list<blob>", "[\"yv4=\"]", ValueKind.Json, "[\"yv4=\"]")]
    [InlineData("list<duration>", "[\"1d\"]", ValueKind.Json, "[\"P1D\"]")]
    [InlineData("frozen shop.address", "{\"street\":\"A\",\"pos\":{\"field_0\":1}}", ValueKind.Json, "{\"street\":\"A\",\"pos\":[1]}")]
    [InlineData("address", "{\"m\":[{\"key\":\"k\",\"value\":1}]}", ValueKind.Json, "{\"m\":{\"k\":1}}")]
    [InlineData("vector<float, 3>", "[1.5,2,3]", ValueKind.Json, "[1.5,2,3]")]
    public void A_value_is_read_by_its_declared_type(string type, string json, ValueKind kind, string text)
    {
        var decoded = Decoded.Of(Sources.Scylla(("v", type)), Events.Scylla("""{"id":1}""", $$"""{"id":1,"v":{{json}}}"""));

        Assert.Equal(text, decoded.Row["v"]);
        Assert.Equal((kind, type), (decoded.TypeOf("v").Kind, decoded.TypeOf("v").SourceName));
    }

    [Theory]
    [InlineData("duration", null, "36561906007008009", "PT36561906.007008S")]
    [InlineData("duration", null, "-1001", "PT-0.000001S")]
    [InlineData("decimal", null, "12.5", "12.5")]
    [InlineData("decimal", null, "{\"scale\":4,\"value\":\"B1vMvA==\"}", "12345.6700")]
    [InlineData("varint", null, "-5", "-5")]
    [InlineData("varint", "string", "\"1234\"", "1234")]
    [InlineData("varint", "precise", "\"1234\"", "-2658824")]
    [InlineData("varint", "precise", "\"AQ==\"", "1")]
    public void Cassandra_sends_numbers_in_the_form_of_its_settings(string type, string? varints, string json, string text)
    {
        var source = Sources.Cassandra(("v", type)).With(new ConnectorOptions { VarintHandlingMode = varints });

        Assert.Equal(text, Decoded.Of(source, Events.Cassandra("""{"id":1}""", $$"""{"id":{"value":1},"v":{"value":{{json}},"deletion_ts":null,"set":true} }""")).Row["v"]);
    }

    [Fact]
    public void A_varint_that_is_both_text_and_base64_is_refused_with_the_setting_to_add()
    {
        var failure = Decoded.Of(Sources.Cassandra(("v", "varint")), Events.Cassandra("""{"id":1}""", """{"id":{"value":1},"v":{"value":"1234"}}""")).Failure;

        Assert.Equal("ambiguous-type", failure.Reason);
        Assert.Contains("varintHandlingMode", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_inside_a_collection_is_refused_alike()
    {
        var failure = Decoded.Of(Sources.Cassandra(("v", "frozen<list<varint>>")), Events.Cassandra("""{"id":1}""", """{"id":{"value":1},"v":{"value":["1234"]}}""")).Failure;

        Assert.Equal("ambiguous-type", failure.Reason);
        Assert.Contains("varintHandlingMode", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list<int>", "[\"a\"]")]
    [InlineData("list<int>", "{}")]
    [InlineData("map<int, int>", "[1]")]
    [InlineData("map<int, int>", "[[1]]")]
    [InlineData("map<int, int>", "[[]]")]
    [InlineData("map<int, int>", "[{\"key\":1}]")]
    [InlineData("tuple<int>", "{\"field_0\":1,\"field_1\":2}")]
    [InlineData("udt<a int>", "[1]")]
    [InlineData("inet", "\"localhost\"")]
    [InlineData("uuid", "\"x\"")]
    [InlineData("duration", "\"1 day\"")]
    [InlineData("varint", "\"1.5x\"")]
    public void A_structure_or_value_of_another_type_is_refused(string type, string json)
    {
        var decoded = Decoded.Of(Sources.Scylla(("v", type)), Events.Scylla("""{"id":1}""", $$"""{"id":1,"v":{{json}}}"""));

        Assert.Equal("bad-value", decoded.Failure.Reason);
        Assert.Empty(decoded.Rows);
    }

    [Theory]
    [InlineData("frozen<map<text, int>>", true)]
    [InlineData("frozen map<text,int>", true)]
    [InlineData("udt<\"Odd Name\" text, b frozen<list<int>>>", true)]
    [InlineData("map<text, int", false)]
    [InlineData("list<>", false)]
    [InlineData("int int", false)]
    [InlineData("", false)]
    public void Types_in_the_configuration_are_checked_at_start(string type, bool isType)
    {
        Assert.Equal(isType, SourceTypeCheck.IsType(Dialect.Scylla, type));
        if (!isType)
        {
            var fault = Assert.Throws<FormatException>(() => ChangeDecoders.Create(Sources.Scylla(("v", type)), new SchemaCatalog(), null));
            Assert.Contains("sources.shop.tables.t.sourceTypes.v", fault.Message, StringComparison.Ordinal);
        }
    }
}
