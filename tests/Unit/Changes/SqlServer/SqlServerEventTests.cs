using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.SqlServer;

public sealed class SqlServerEventTests
{
    [Fact]
    public void The_commit_LSN_is_version_and_slot()
    {
        var row = Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", """{"id":1}""", lsn: "0000002a:00000f18:00a7")).Row;

        Assert.Equal(((0x2aL << 32) | 0xf18, 0xa7L), (row.Header.Version, row.Header.Sequence));
        Assert.Equal(7_000, row.Header.SourceTimeUs);
        Assert.Equal(new TableName("shop", "Sales.dbo", "t"), row.Table);
        Assert.Equal(MergeMode.Row, row.Merge);
    }

    [Fact]
    public void LSN_order_is_version_order()
    {
        string[] lsns = ["00000001:00000000:0001", "00000001:00000000:0002", "00000001:00000010:0001", "0000002a:00000f18:0007", "7fffffff:ffffffff:ffff"];

        var versions = lsns.Select(lsn => Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", """{"id":1}""", lsn: lsn)).Row.Header).Select(header => (header.Version, header.Sequence)).ToArray();

        Assert.Equal(versions.Order(), versions);
    }

    [Theory]
    [InlineData("c", "false", ChangeKind.Insert, false)]
    [InlineData("r", "first", ChangeKind.Insert, true)]
    [InlineData("r", "incremental", ChangeKind.Insert, true)]
    public void Operations_and_snapshots_are_told_apart(string op, string snapshot, ChangeKind kind, bool isSnapshot)
    {
        var header = Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", """{"id":1}""", op: op, snapshot: snapshot)).Row.Header;

        Assert.Equal((kind, isSnapshot), (header.Kind, header.IsSnapshot));
    }

    [Theory]
    [InlineData("u", null)]
    [InlineData("c", null)]
    [InlineData("d", "{\"id\":1}")]
    [InlineData("t", null)]
    [InlineData("m", null)]
    [InlineData("xy", "{\"id\":1}")]
    public void An_operation_that_does_not_fit_its_images_is_refused(string op, string? after)
        => Assert.Equal("unknown-envelope", Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", after, op: op)).Failure.Reason);

    [Fact]
    public void A_change_without_LSN_is_refused_and_a_snapshot_row_is_weakest()
    {
        Assert.Equal("unknown-envelope", Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", """{"id":1}""", lsn: "")).Failure.Reason);
        Assert.Equal(0, Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", """{"id":1}""", op: "r", lsn: "", snapshot: "true")).Row.Header.Version);
    }

    [Fact]
    public void A_native_key_change_is_a_delete_a_tombstone_and_an_insert()
    {
        var decoded = Decoded.Of(
            Sources.SqlServer(),
            Events.SqlServer("""{"id":1}""", null, """{"id":1,"v":"a"}""", op: "d"),
            Events.Record("mss.Sales.dbo.t", """{"id":1}""", null),
            Events.SqlServer("""{"id":11}""", """{"id":11,"v":"a"}"""));

        Assert.Equal([(ChangeKind.Delete, "1"), (ChangeKind.Insert, "11")], decoded.Rows.Select(row => (row.Header.Kind, row.KeyText)));
        Assert.Equal(1, decoded.Controls[ControlRecord.Tombstone]);
    }

    [Fact]
    public void A_split_by_message_key_columns_is_one_update_of_the_row_under_its_primary_key()
    {
        var catalog = new SchemaCatalog();
        Assert.True(catalog.Learn(Events.SchemaChange("""[{"name":"id","typeName":"int","optional":false},{"name":"email","typeName":"varchar","length":200},{"name":"notes","typeName":"nvarchar","length":2147483647}]""")));
        var decoder = ChangeDecoders.Create(Sources.SqlServer(), catalog, null);

        var decoded = Decoded.Of(
            decoder,
            Events.SqlServer("""{"email":"a"}""", null, """{"id":1,"email":"a","notes":null}""", op: "d", headers: [Events.Header("__debezium.newkey", """{"email":"b"}""")]),
            Events.Record("mss.Sales.dbo.t", """{"email":"a"}""", null),
            Events.SqlServer("""{"email":"b"}""", """{"id":1,"email":"b","notes":null}""", headers: [Events.Header("__debezium.oldkey", """{"email":"a"}""")]));

        Assert.Equal(1, decoded.Controls[ControlRecord.KeyChange]);
        Assert.Equal((ChangeKind.Update, "1", "b", "ABSENT"), (decoded.Row.Header.Kind, decoded.Row.KeyText, decoded.Row["email"], decoded.Row["notes"]));
        Assert.True(decoded.Row.Header.IsPartial);
    }

    [Fact]
    public void Without_a_known_primary_key_both_halves_of_a_split_count()
    {
        var decoded = Decoded.Of(
            Sources.SqlServer(),
            Events.SqlServer("""{"email":"a"}""", null, """{"id":1,"email":"a"}""", op: "d", headers: [Events.Header("__debezium.newkey", "{}")]),
            Events.SqlServer("""{"email":"b"}""", """{"id":1,"email":"b"}""", headers: [Events.Header("__debezium.oldkey", "{}")]));

        Assert.Equal([(ChangeKind.Delete, "a"), (ChangeKind.Insert, "b")], decoded.Rows.Select(row => (row.Header.Kind, row.KeyText)));
    }

    [Fact]
    public void A_table_without_key_is_refused_with_the_setting_to_add_and_its_empty_records_are_tombstones()
    {
        var decoded = Decoded.Of(Sources.SqlServer(), Events.SqlServer(null, """{"a":1}"""), Events.Record("mss.Sales.dbo.t", null, null));

        Assert.Equal("missing-key", decoded.Failure.Reason);
        Assert.Contains("tables.t.key", decoded.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, decoded.Controls[ControlRecord.Tombstone]);
    }

    [Fact]
    public void A_configured_key_is_read_from_the_images()
    {
        var decoded = Decoded.Of(Sources.SqlServer().WithKey("a"), Events.SqlServer(null, """{"a":1,"b":2}"""), Events.SqlServer(null, null, """{"a":1,"b":2}""", op: "d"));

        Assert.Equal([(ChangeKind.Insert, "1"), (ChangeKind.Delete, "1")], decoded.Rows.Select(row => (row.Header.Kind, row.KeyText)));
        Assert.Equal("ABSENT", decoded.Rows[1]["b"]);
    }

    [Fact]
    public void A_null_in_the_key_is_refused()
        => Assert.Equal("missing-key", Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"email":null}""", """{"id":1,"email":null}""")).Failure.Reason);
}
