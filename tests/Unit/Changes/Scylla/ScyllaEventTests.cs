using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Scylla;

public sealed class ScyllaEventTests
{
    [Fact]
    public void An_advanced_event_is_a_whole_row_versioned_by_its_write_time()
    {
        var row = Decoded.Of(Sources.Scylla(), Events.Scylla("""{"id":7}""", """{"id":7,"note":"new","price":null}""", at: 1_787_217_301_234_567)).Row;

        Assert.Equal(MergeMode.Row, row.Merge);
        Assert.Equal(new TableName("shop", "shop", "t"), row.Table);
        Assert.Equal((1_787_217_301_234_567, 0L, 1_787_217_301_234_567), (row.Header.Version, row.Header.Sequence, row.Header.SourceTimeUs));
        Assert.Equal(ChangeKind.Insert, row.Header.Kind);
        Assert.Equal(("7", "new", "ABSENT"), (row["id"], row["note"], row["price"]));
    }

    [Fact]
    public void A_null_is_set_once_the_column_has_a_type()
    {
        var rows = Decoded.Of(Sources.Scylla(), Events.Scylla("""{"id":1}""", """{"id":1,"v":"x"}"""), Events.Scylla("""{"id":2}""", """{"id":2,"v":null}""", op: "u")).Rows;

        Assert.Equal("x, NULL", rows.Select(row => row["v"]).Joined());
        Assert.False(rows[1].Header.IsPartial);
    }

    [Fact]
    public void A_delete_has_only_its_key()
    {
        var decoded = Decoded.Of(Sources.Scylla(("v", "text")), Events.Scylla("""{"pk":1,"ck":"b"}""", null, op: "d"), Events.Record("scy.shop.t", """{"pk":1,"ck":"b"}""", null));

        Assert.Equal(ChangeKind.Delete, decoded.Row.Header.Kind);
        Assert.Equal("pk, ck", decoded.Row.Key.Joined());
        Assert.Equal("1|b", decoded.Row.KeyText);
        Assert.Equal(1, decoded.Controls[ControlRecord.Tombstone]);
    }

    [Fact]
    public void An_event_without_row_images_still_makes_the_row()
    {
        var row = Decoded.Of(Sources.Scylla(), Events.Scylla("""{"id":1}""", null, op: "c")).Row;

        Assert.Equal((ChangeKind.Insert, "1"), (row.Header.Kind, row.KeyText));
    }

    [Fact]
    public void Legacy_cells_are_merged_by_cell_and_a_bare_null_is_untouched()
    {
        var row = Decoded.Of(Sources.Scylla(("price", "decimal")), Events.Legacy("""{"id":7}""", """{"id":7,"note":null,"price":{"value":null},"qty":{"value":3}}""", op: "u")).Row;

        Assert.Equal(MergeMode.Cell, row.Merge);
        Assert.Equal(("ABSENT", "NULL", "3"), (row["note"], row["price"], row["qty"]));
        Assert.Equal("7", row.KeyText);
    }

    [Fact]
    public void Only_updated_rows_are_merged_by_cell_and_a_null_is_untouched()
    {
        var source = Sources.Scylla(("note", "text"), ("qty", "int")) with { Connector = new() { IncludeAfter = "only-updated" } };

        var row = Decoded.Of(source, Events.Scylla("""{"id":7}""", """{"id":7,"note":null,"qty":3}""", op: "u")).Row;

        Assert.Equal(MergeMode.Cell, row.Merge);
        Assert.Equal(("ABSENT", "3"), (row["note"], row["qty"]));
    }

    [Fact]
    public void A_legacy_event_without_any_cell_is_told_by_its_envelope_time()
    {
        var source = Sources.Scylla(("note", "text"));

        Assert.Equal(MergeMode.Cell, Decoded.Of(source, Events.Legacy("""{"id":7}""", """{"id":7,"note":null}""")).Row.Merge);
        Assert.Equal(MergeMode.Row, Decoded.Of(source, Events.Scylla("""{"id":7}""", """{"id":7,"note":null}""")).Row.Merge);
        Assert.Equal("NULL", Decoded.Of(source, Events.Scylla("""{"id":7}""", """{"id":7,"note":null}""")).Row["note"]);
    }

    [Fact]
    public void A_UDT_with_a_field_named_value_among_others_is_no_cell()
    {
        var row = Decoded.Of(Sources.Scylla(), Events.Scylla("""{"id":7}""", """{"id":7,"u":{"value":1,"unit":"m"}}""")).Row;

        Assert.Equal((MergeMode.Row, """{"value":1,"unit":"m"}"""), (row.Merge, row["u"]));
    }

    [Fact]
    public void When_a_topic_switches_from_legacy_to_advanced_its_rows_go_to_a_new_table()
    {
        var decoded = Decoded.Of(
            Sources.Scylla(),
            Events.Legacy("""{"id":1}""", """{"id":1,"v":{"value":"a"}}"""),
            Events.Scylla("""{"id":2}""", """{"id":2,"v":"b"}"""),
            Events.Legacy("""{"id":3}""", """{"id":3,"v":{"value":"c"}}"""));

        Assert.Equal([MergeMode.Cell, MergeMode.Row, MergeMode.Cell], decoded.Rows.Select(row => row.Merge));
        Assert.Equal("a, b, c", decoded.Rows.Select(row => row["v"]).Joined());
    }
}
