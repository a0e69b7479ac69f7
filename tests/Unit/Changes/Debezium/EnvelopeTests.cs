using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Debezium;

public sealed class EnvelopeTests
{
    private const string Source = """ "source":{"connector":"scylla","ts_us":5,"keyspace_name":"shop","table_name":"t"} """;

    public static TheoryData<string> Orders
    {
        get
        {
            string[] parts = [Source, "\"before\":null", "\"after\":{\"id\":1,\"v\":2}", "\"key\":{\"id\":1}", "\"op\":\"u\""];
            var orders = new TheoryData<string>();
            for (var turn = 0; turn < parts.Length; turn++)
            {
                orders.Add("{" + string.Join(',', parts.Skip(turn).Concat(parts.Take(turn))) + "}");
                orders.Add("{" + string.Join(',', parts.Skip(turn).Concat(parts.Take(turn)).Reverse()) + "}");
            }

            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Properties_may_come_in_any_order(string value)
    {
        var withKey = Decoded.Of(Sources.Scylla(), Events.Record("scy.shop.t", """{"id":1}""", value)).Row;
        var withoutKey = Decoded.Of(Sources.Scylla(), Events.Record("scy.shop.t", null, value)).Row;

        Assert.All([withKey, withoutKey], row => Assert.Equal((ChangeKind.Update, 5L, "1", "2"), (row.Header.Kind, row.Header.Version, row.KeyText, row["v"])));
    }

    [Fact]
    public void Blanks_and_escaped_names_make_no_difference()
    {
        var value = "{ " + Source + " , \"after\" : { \"\\u0069d\" : 1 , \"a\\\"b\" : 2 } , \"op\" : \"c\" }";

        var row = Decoded.Of(Sources.Scylla(), Events.Record("scy.shop.t", " { \"id\" : 1 } ", value)).Row;

        Assert.Equal(("1", "2"), (row.KeyText, row["a\"b"]));
    }

    [Theory]
    [InlineData("scy.shop.t", "shop", "t")]
    [InlineData("my.long.prefix.shop.t", "shop", "t")]
    [InlineData("shop.t", "", "t")]
    [InlineData("t", "", "t")]
    public void The_table_is_the_last_part_of_the_topic(string topic, string space, string table)
        => Assert.Equal(new TableName("shop", space, table), Decoded.Of(Sources.Scylla(), Events.Scylla("""{"id":1}""", """{"id":1}""") with { Topic = topic }).Row.Table);

    [Fact]
    public void Rows_keep_the_order_and_index_of_their_records()
    {
        var rows = Decoded.Of(
            Sources.Scylla(),
            Events.Scylla("""{"id":1}""", """{"id":1}"""),
            Events.Record("scy.shop.t", null, "{"),
            Events.Scylla("""{"id":2}""", """{"id":2}"""),
            Events.Scylla("""{"id":1}""", null, op: "d")).Rows;

        Assert.Equal([(0, "1"), (2, "2"), (3, "1")], rows.Select(row => (row.Header.RecordIndex, row.KeyText)));
    }

    [Fact]
    public void A_schema_around_the_payload_is_known_again_by_its_bytes()
    {
        var first = Events.Embedded(Dialect.Scylla, """{"type":"int32","optional":true}""", "1");
        var second = Events.Embedded(Dialect.Scylla, """{"type":"int32","optional":true}""", "2");
        var other = Events.Embedded(Dialect.Scylla, """{"type":"string","optional":true}""", "\"3\"");

        var decoded = Decoded.Of(Sources.Scylla(), first, other, second, other);

        Assert.Equal("1, 3, 2, 3", decoded.Rows.Select(row => row["v"]).Joined());
        Assert.Equal([ValueKind.Int32, ValueKind.Text, ValueKind.Int32, ValueKind.Text], decoded.Rows.Select(row => row.Cells["v"].Kind));
    }

    [Fact]
    public void Payload_before_schema_is_read_as_well()
    {
        var inner = System.Text.Encoding.UTF8.GetString(Events.Scylla("""{"id":1}""", """{"id":1,"v":"AQ=="}""").Value.Span);
        var schema = Events.Struct("e", Events.Struct("after", Events.Named("id", """{"type":"int32"}""") + "," + Events.Named("v", """{"type":"bytes"}""")), isField: false);

        var decoded = Decoded.Of(Sources.Scylla(), Events.Record("scy.shop.t", """{"id":1}""", "{\"payload\":" + inner + ",\"schema\":" + schema + "}"));

        Assert.Equal("AQ==", decoded.Row["v"]);
        Assert.Equal(ValueKind.Bytes, decoded.TypeOf("v").Kind);
    }

    [Fact]
    public void A_key_with_columns_named_schema_and_payload_is_a_plain_key()
        => Assert.Equal("a|b", Decoded.Of(Sources.Scylla(), Events.Scylla("""{"schema":"a","payload":"b"}""", """{"v":1}""")).Row.KeyText);

    [Fact]
    public async Task Threads_share_a_decoder()
    {
        var decoder = ChangeDecoders.Create(Sources.Scylla(), new SchemaCatalog(), null);
        var records = Enumerable.Range(0, 200).Select(i => Events.Scylla($$"""{"id":{{i}}}""", $$"""{"id":{{i}},"c{{i % 50}}":"x{{i}}"}""")).ToArray();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Decoded.Of(decoder, records))));

        Assert.All(all, decoded =>
        {
            Assert.Empty(decoded.Failures);
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i} x{i}").Joined(), decoded.Rows.Select((row, i) => $"{row.KeyText} {row[$"c{i % 50}"]}").Joined());
        });
    }
}
