using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.SqlServer;

/// <summary>What an update says about columns that Debezium leaves out; nothing of it holds for other operations or columns.</summary>
public sealed class LargeColumnTests
{
    private const string Mark = "\"__debezium_unavailable_value\"";
    private const string BytesMark = "\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"";

    [Theory]
    [InlineData("nvarchar(max)", "null", "null", "ABSENT")]
    [InlineData("nvarchar(max)", Mark, Mark, "ABSENT")]
    [InlineData("nvarchar(max)", Mark, "null", "ABSENT")]
    [InlineData("nvarchar(max)", "null", Mark, "ABSENT")]
    [InlineData("nvarchar(max)", "\"v1\"", "null", "NULL")]
    [InlineData("nvarchar(max)", "\"v1\"", Mark, "NULL")]
    [InlineData("nvarchar(max)", "\"v1\"", "\"v2\"", "v2")]
    [InlineData("nvarchar(max)", "null", "\"v2\"", "v2")]
    [InlineData("varbinary(max)", BytesMark, BytesMark, "ABSENT")]
    [InlineData("varbinary(max)", "\"AQ==\"", BytesMark, "NULL")]
    [InlineData("varbinary(max)", BytesMark, "\"AQ==\"", "AQ==")]
    [InlineData("text", "null", "null", "NULL")]
    [InlineData("ntext", Mark, Mark, "ABSENT")]
    [InlineData("image", BytesMark, BytesMark, "ABSENT")]
    [InlineData("image", "null", "null", "NULL")]
    [InlineData("xml", Mark, Mark, "ABSENT")]
    [InlineData("varchar(100)", "null", "null", "NULL")]
    [InlineData("varchar(100)", Mark, Mark, "__debezium_unavailable_value")]
    public void An_update_keeps_clears_or_writes_a_large_column(string type, string before, string after, string text)
    {
        var row = Update(Sources.SqlServer(("v", type)), before, after);

        Assert.Equal(text, row["v"]);
        Assert.Equal(text is "ABSENT", row.Header.IsPartial);
    }

    [Theory]
    [InlineData("null", "null", "ABSENT")]
    [InlineData(Mark, Mark, "ABSENT")]
    [InlineData("\"v1\"", Mark, "NULL")]
    [InlineData("\"v1\"", "null", "NULL")]
    public void Where_no_type_is_told_a_column_that_was_null_before_may_be_a_large_one(string before, string after, string text)
    {
        var source = Sources.SqlServer();
        var decoder = ChangeDecoders.Create(source, new SchemaCatalog(), null);
        Decoded.Of(decoder, Events.SqlServer("""{"id":0}""", """{"id":0,"v":"typed"}"""));

        Assert.Equal(text, Decoded.Of(decoder, UpdateRecord(before, after)).Row["v"]);
    }

    [Theory]
    [InlineData("c")]
    [InlineData("r")]
    public void Outside_updates_the_placeholder_is_a_users_own_text(string op)
        => Assert.Equal("__debezium_unavailable_value", Decoded.Of(Sources.SqlServer(("v", "nvarchar(max)")), Events.SqlServer("""{"id":1}""", $$"""{"id":1,"v":{{Mark}}}""", op: op)).Row["v"]);

    [Fact]
    public void In_hex_mode_the_placeholder_is_hex()
    {
        const string hex = "\"5f5f646562657a69756d5f756e617661696c61626c655f76616c7565\"";
        var source = Sources.SqlServer(("v", "varbinary(max)")).With(new ConnectorOptions { BinaryHandlingMode = "hex" });

        Assert.Equal("ABSENT", Update(source, hex, hex)["v"]);
    }

    [Fact]
    public void Large_columns_are_learnt_from_the_schema_change_record()
    {
        var catalog = new SchemaCatalog();
        catalog.Learn(Events.SchemaChange("""[{"name":"id","typeName":"int","optional":false},{"name":"v","typeName":"nvarchar","length":2147483647,"optional":true}]"""));

        var decoded = Decoded.Of(ChangeDecoders.Create(Sources.SqlServer(), catalog, null), UpdateRecord("null", "null"));

        Assert.Equal("ABSENT", decoded.Row["v"]);
        Assert.True(decoded.Columns.Single(one => one.Shape.Name is "v").Shape.IsLarge);
    }

    private static DecodedRow Update(SourceOptions source, string before, string after) => Decoded.Of(source, UpdateRecord(before, after)).Row;

    private static SourceRecord UpdateRecord(string before, string after)
        => Events.SqlServer("""{"id":1}""", $$"""{"id":1,"v":{{after}}}""", $$"""{"id":1,"v":{{before}}}""", op: "u");
}
