using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Scylla;

public sealed class KeyPlacementTests
{
    [Fact]
    public void The_payload_key_stands_in_for_a_missing_Kafka_key()
    {
        var decoded = Decoded.Of(
            Sources.Scylla(),
            Events.Scylla(null, """{"ck":"u","pk":4,"v":1}""", payloadKey: """{"pk":4,"ck":"u"}"""),
            Events.Scylla(null, null, op: "d", payloadKey: """{"pk":4,"ck":"u"}"""));

        Assert.Equal("4|u, 4|u", decoded.Rows.Select(row => row.KeyText).Joined());
        Assert.Equal("pk, ck", decoded.Rows[0].Key.Joined());
    }

    [Fact]
    public void Headers_name_the_key_columns_partition_first()
    {
        RecordHeader[] headers = [Events.Header("ck.ck", "u"), Events.Header("pk.pk", "4")];

        var row = Decoded.Of(Sources.Scylla(("pk", "int"), ("ck", "text")), Events.Scylla(null, null, op: "d", headers: headers)).Row;

        Assert.Equal("pk, ck", row.Key.Joined());
        Assert.Equal("4|u", row.KeyText);
    }

    [Fact]
    public void Header_columns_of_unknown_type_take_value_and_type_from_the_row()
    {
        RecordHeader[] headers = [Events.Header("pk.pk", "4")];

        var decoded = Decoded.Of(Sources.Scylla(), Events.Scylla(null, """{"pk":4,"v":1}""", headers: headers), Events.Scylla(null, null, op: "d", headers: headers));

        Assert.Equal("4, 4", decoded.Rows.Select(row => row.KeyText).Joined());
        Assert.Equal(ValueKind.Int64, decoded.TypeOf("pk").Kind);
    }

    [Fact]
    public void A_delete_whose_header_key_has_no_type_is_refused_with_the_line_to_add()
    {
        var failure = Decoded.Of(Sources.Scylla(), Events.Scylla(null, null, op: "d", headers: [Events.Header("pk.pk", "4")])).Failure;

        Assert.Equal("ambiguous-type", failure.Reason);
        Assert.Contains("sourceTypes: { pk: TYPE }", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_any_key_is_refused()
    {
        var failure = Decoded.Of(Sources.Scylla(), Events.Scylla(null, """{"v":1}""")).Failure;

        Assert.Equal("missing-key", failure.Reason);
        Assert.Contains("tables.t.key", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_key_is_found_in_the_row()
    {
        var row = Decoded.Of(Sources.Scylla().WithKey("b", "a"), Events.Scylla(null, """{"a":1,"b":2,"v":3}""")).Row;

        Assert.Equal("2|1", row.KeyText);
    }

    [Fact]
    public void A_key_that_is_no_struct_names_no_columns()
        => Assert.Equal("missing-key", Decoded.Of(Sources.Scylla(), Events.Scylla("7", """{"id":7}""")).Failure.Reason);

    [Fact]
    public void A_key_with_embedded_schema_types_columns_that_the_row_does_not_hold()
    {
        var key = """{"schema":{"type":"struct","fields":[{"type":"int16","optional":true,"field":"id"}],"optional":false},"payload":{"id":7}}""";

        var decoded = Decoded.Of(Sources.Scylla(), Events.Scylla(key, """{"v":1}"""));

        Assert.Equal("7", decoded.Row.KeyText);
        Assert.Equal(ValueKind.Int16, decoded.TypeOf("id").Kind);
    }

    [Fact]
    public void A_static_row_with_header_keys_alone_is_told_by_its_missing_clustering_value()
    {
        RecordHeader[] whole = [Events.Header("ck.ck", "u"), Events.Header("pk.pk", "4")];
        var decoded = Decoded.Of(
            Sources.Scylla(("pk", "int"), ("ck", "text")),
            Events.Scylla(null, """{"v":1}""", headers: whole),
            Events.Scylla(null, """{"owner":"a","v":null}""", headers: [Events.Header("pk.pk", "4")]),
            Events.Scylla(null, """{"owner":"b","v":null}""", headers: [new RecordHeader("ck.ck", null), Events.Header("pk.pk", "4")]));

        Assert.Equal("t 4|u, t_static 4, t_static 4", decoded.Rows.Select(row => $"{row.Table.Table} {row.KeyText}").Joined());
    }
}
