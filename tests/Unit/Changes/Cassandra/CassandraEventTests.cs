using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Cassandra;

public sealed class CassandraEventTests
{
    [Fact]
    public void Cells_are_values_nulls_or_untouched()
    {
        var row = Decoded.Of(
            Sources.Cassandra(("ip", "inet"), ("note", "text")),
            Events.Cassandra("""{"pk":1,"ck":2}""", $$"""{"pk":{{Cell("1")}},"ck":{{Cell("2")}},"ip":{{Cell("\"/10.0.0.4\"")}},"note":{{Cell("null")}},"qty":null,"_range_start":null,"_range_end":null}""", at: 77)).Row;

        Assert.Equal((MergeMode.Cell, ChangeKind.Insert, 77L), (row.Merge, row.Header.Kind, row.Header.Version));
        Assert.Equal(("1|2", "10.0.0.4", "NULL", "ABSENT"), (row.KeyText, row["ip"], row["note"], row["qty"]));
        Assert.False(row.Cells.ContainsKey("_range_start"));
    }

    [Fact]
    public void A_time_to_live_is_kept_with_its_cell()
    {
        var row = Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":1}""", $$"""{"pk":{{Cell("1")}},"qty":{{Cell("5", "1787220931000000")}}}""", op: "u")).Row;

        Assert.Equal(("5", 1_787_220_931_000_000), (row["qty"], row.Cells["qty"].Time));
        Assert.Equal(ChangeKind.Update, row.Header.Kind);
    }

    [Fact]
    public void A_snapshot_row_is_marked()
        => Assert.True(Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":1}""", $$"""{"pk":{{Cell("1")}}}""", snapshot: "true")).Row.Header.IsSnapshot);

    [Fact]
    public void A_cell_that_is_not_set_is_untouched()
        => Assert.Equal("ABSENT", Decoded.Of(Sources.Cassandra(("v", "int")), Events.Cassandra("""{"pk":1}""", $$"""{"pk":{{Cell("1")}},"v":{"value":3,"deletion_ts":null,"set":false} }""")).Row["v"]);

    [Fact]
    public void A_row_delete_takes_the_time_of_its_cells()
    {
        var row = Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":1,"ck":2}""", $$"""{"pk":{{Cell("1")}},"ck":{{Cell("2")}},"v":{{Cell("null", "1700000000000200")}}}""", op: "d", at: 9)).Row;

        Assert.Equal((ChangeKind.Delete, 1_700_000_000_000_200), (row.Header.Kind, row.Header.Version));
        Assert.Equal("ABSENT", row["v"]);
    }

    [Fact]
    public void A_delete_in_a_key_only_table_takes_the_event_time()
        => Assert.Equal(9, Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":1}""", $$"""{"pk":{{Cell("1")}}}""", op: "d", at: 9)).Row.Header.Version);

    [Fact]
    public void A_delete_without_clustering_is_a_partition_delete()
    {
        var row = Decoded.Of(Sources.Cassandra(("ck", "int")), Events.Cassandra("""{"pk":5,"ck":null}""", $$"""{"pk":{{Cell("5")}},"ck":{{Cell("null", "200")}},"v":{{Cell("null", "200")}}}""", op: "d", at: 300)).Row;

        Assert.Equal((ChangeKind.PartitionDelete, 200L), (row.Header.Kind, row.Header.Version));
        Assert.Equal(("5", "ABSENT"), (row["pk"], row["ck"]));
    }

    [Theory]
    [InlineData("r")]
    [InlineData("t")]
    public void A_range_delete_carries_its_bounds(string op)
    {
        const string type = "org.apache.cassandra.db.marshal.Int32Type";
        var after = $$"""{"pk":{{Cell("3")}},"ck":null,"v":null,"_range_start":{"method":"INCL_START_BOUND","values":[]},"_range_end":{"method":"EXCL_END_BOUND","values":[{"name":"\"Ck\"","value":"4","type":"org.apache.cassandra.db.marshal.ReversedType({{type}})"},{"name":"b","value":"x","type":"{{type}}"}]} }""";

        var row = Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":3,"ck":null}""", after, op: op, at: 44)).Row;

        Assert.Equal((ChangeKind.RangeDelete, 44L, "3"), (row.Header.Kind, row.Header.Version, row["pk"]));
        Assert.True(row.Range!.Start.IsInclusive);
        Assert.Empty(row.Range.Start.Values);
        Assert.False(row.Range.End.IsInclusive);
        Assert.Equal([("Ck", "4", true), ("b", "x", false)], row.Range.End.Values);
    }

    [Fact]
    public void A_snapshot_row_of_static_columns_alone_goes_to_the_table_of_static_columns()
    {
        var row = Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":5,"ck":null}""", $$"""{"pk":{{Cell("5")}},"ck":{{Cell("null")}},"owner":{{Cell("\"ann\"")}},"v":null}""", snapshot: "true")).Row;

        Assert.Equal(("t_static", "5", "ann", "ABSENT"), (row.Table.Table, row.KeyText, row["owner"], row["v"]));
    }

    [Fact]
    public void Clustering_columns_that_first_show_after_a_partition_delete_join_its_table()
    {
        var decoded = Decoded.Of(
            Sources.Cassandra(),
            Events.Cassandra("""{"pk":5,"ck":null}""", $$"""{"pk":{{Cell("5")}},"ck":{{Cell("null", "200")}} }""", op: "d"),
            Events.Cassandra("""{"pk":5,"ck":6}""", $$"""{"pk":{{Cell("5")}},"ck":{{Cell("6")}} }"""));

        Assert.Equal(1, decoded.TableCount);
        Assert.Equal("ABSENT, 6", decoded.Rows.Select(row => row["ck"]).Joined());
        Assert.Equal("pk, ck", decoded.Rows[0].Key.Joined());
    }

    [Fact]
    public void A_bad_range_delete_leaves_no_bounds_behind()
    {
        var good = Events.Cassandra("""{"pk":3,"ck":null}""", $$"""{"pk":{{Cell("3")}},"ck":null,"_range_start":{"method":"INCL_START_BOUND","values":[]},"_range_end":{"method":"INCL_END_BOUND","values":[]} }""", op: "r");
        using var batch = new ChangeBatch();

        ChangeDecoders.Create(Sources.Cassandra(), new SchemaCatalog(), null).Decode([good, good with { Value = good.Value.ToArray()![..^2] }, good], batch);

        Assert.Equal([0, 1], Assert.Single(batch.Tables).Ranges.Select(range => range.Row));
    }

    [Theory]
    [InlineData("list<int>", "[]", "NULL")]
    [InlineData("map<text, int>", "{}", "NULL")]
    [InlineData("frozen<list<int>>", "[]", "[]")]
    [InlineData("frozen<map<text, int>>", "{}", "{}")]
    public void An_empty_collection_is_null_unless_it_is_frozen(string type, string json, string text)
        => Assert.Equal(text, Decoded.Of(Sources.Cassandra(("v", type)), Events.Cassandra("""{"pk":1}""", $$"""{"pk":{{Cell("1")}},"v":{{Cell(json)}}}""")).Row["v"]);

    [Fact]
    public void A_value_outside_a_cell_is_no_event_of_this_connector()
        => Assert.Equal("unknown-envelope", Decoded.Of(Sources.Cassandra(), Events.Cassandra("""{"pk":1}""", """{"pk":1,"v":2}""")).Failure.Reason);

    [Fact]
    public void An_operation_before_or_after_the_row_makes_no_difference()
    {
        var early = Events.Cassandra("""{"pk":1,"ck":null}""", $$"""{"pk":{{Cell("1")}},"ck":null}""", op: "d");
        var text = System.Text.Encoding.UTF8.GetString(early.Value.Span);
        var late = early with { Value = System.Text.Encoding.UTF8.GetBytes(text.Replace("\"op\":\"d\",", "", StringComparison.Ordinal)[..^1] + ",\"op\":\"d\"}") };

        Assert.Equal(ChangeKind.PartitionDelete, Decoded.Of(Sources.Cassandra(), late).Row.Header.Kind);
    }

    private static string Cell(string value, string time = "null") => $$"""{"value":{{value}},"deletion_ts":{{time}},"set":true}""";
}
