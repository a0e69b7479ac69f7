using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.SqlServer;

public sealed class SchemaCatalogTests
{
    private const string Columns = """[{"name":"b","typeName":"bigint identity","length":19,"scale":0,"optional":false},{"name":"a","typeName":"decimal","length":12,"scale":2,"optional":true,"defaultValueExpression":"((1))"},{"name":"at","typeName":"datetime2","length":27,"scale":7},{"name":"big","typeName":"varchar","length":2147483647},{"name":"c","typeName":"char","length":10},{"name":"x","typeName":"xml","length":2147483647}]""";

    [Fact]
    public void A_schema_change_record_tells_types_key_and_large_columns()
    {
        var catalog = new SchemaCatalog();

        Assert.True(catalog.Learn(Events.SchemaChange(Columns, """["a","b"]""")));

        var table = catalog.Find("mss.Sales.dbo.t")!;
        Assert.Equal("Sales.dbo", table.Namespace);
        Assert.Equal("a, b", table.PrimaryKey.Joined());
        Assert.Equal("bigint, decimal(12,2), datetime2(7), varchar(max), char(10), xml", table.Columns.Select(one => one.Type).Joined());
        Assert.Equal("big, x", table.Columns.Where(one => one.IsLarge).Select(one => one.Name).Joined());
        Assert.Equal((false, "((1))"), (table.Find("b")!.IsNullable, table.Find("a")!.DefaultExpression));
    }

    [Fact]
    public void The_same_record_again_is_no_news()
    {
        var catalog = new SchemaCatalog();
        catalog.Learn(Events.SchemaChange(Columns));
        var revision = catalog.Revision;

        Assert.True(catalog.Learn(Events.SchemaChange(Columns)));

        Assert.Equal(revision, catalog.Revision);
    }

    [Fact]
    public void Records_of_any_other_kind_are_left_alone()
    {
        var catalog = new SchemaCatalog();

        Assert.False(catalog.Learn(Events.SqlServer("""{"id":1}""", """{"id":1}""")));
        Assert.False(catalog.Learn(Events.Record("mss", null, "{broken")));
        Assert.False(catalog.Learn(Events.Record("mss", null, null)));
        Assert.Empty(catalog.Tables);
    }

    [Fact]
    public void A_schema_change_with_embedded_schema_is_read_too()
    {
        var catalog = new SchemaCatalog();

        Assert.True(catalog.Learn(Events.WithSchema(Events.SchemaChange(Columns), """{"type":"struct","fields":[]}""")));
    }

    [Fact]
    public void A_schema_change_met_among_the_data_counts_from_there_on()
    {
        var decoded = Decoded.Of(
            Sources.SqlServer(),
            Events.SchemaChange("""[{"name":"id","typeName":"int","optional":false},{"name":"v","typeName":"datetime","scale":3}]"""),
            Events.SqlServer("""{"id":1}""", """{"id":1,"v":1787228625457}"""),
            Events.SchemaChange("""[{"name":"id","typeName":"bigint","optional":false},{"name":"v","typeName":"datetime","scale":3}]"""),
            Events.SqlServer("""{"id":2}""", """{"id":2,"v":1787228625457}"""));

        Assert.Equal(2, decoded.Controls[ControlRecord.SchemaChange]);
        Assert.Equal("2026-08-20T12:23:45.457", decoded.Rows[0]["v"]);
        Assert.Equal(2, decoded.TableCount);
        Assert.Equal([ValueKind.Int32, ValueKind.Int64], decoded.Columns.Where(one => one.Shape.Name is "id").Select(one => one.Shape.Type.Kind));
    }

    [Fact]
    public void Key_order_is_that_of_the_primary_key()
    {
        var decoded = Decoded.Of(
            Sources.SqlServer(),
            Events.SchemaChange("""[{"name":"a","typeName":"int"},{"name":"b","typeName":"int"}]""", """["b","a"]"""),
            Events.SqlServer("""{"a":1,"b":2}""", """{"a":1,"b":2}"""));

        Assert.Equal("2|1", decoded.Row.KeyText);
    }

    [Fact]
    public void Each_event_is_read_by_the_shape_of_its_lsn_whatever_was_learnt_before()
    {
        const string Old = "0000002a:00000f18:0007";
        const string New = "0000002a:00000f30:0001";
        var decoded = Decoded.Of(
            Sources.SqlServer(),
            Events.SchemaChange("""[{"name":"id","typeName":"int","optional":false},{"name":"v","typeName":"decimal","length":12,"scale":2}]""", lsn: Old),
            Events.SchemaChange("""[{"name":"id","typeName":"int","optional":false},{"name":"v","typeName":"decimal","length":20,"scale":4}]""", lsn: New, type: "ALTER"),
            Events.SqlServer("""{"id":1}""", """{"id":1,"v":"J0I="}""", lsn: Old),
            Events.SqlServer("""{"id":2}""", """{"id":2,"v":"D1ek"}""", lsn: New),
            Events.SqlServer("""{"id":3}""", """{"id":3,"v":"J0I="}""", lsn: "0000002a:00000f2f:ffff"));

        Assert.Empty(decoded.Failures);
        Assert.Equal(["100.50", "100.5476", "100.50"], decoded.Rows.Select(row => row["v"]));
    }

    [Fact]
    public void A_record_read_again_changes_nothing()
    {
        var catalog = new SchemaCatalog();
        var (first, second) = (Events.SchemaChange("""[{"name":"id","typeName":"int"}]""", lsn: "0000002a:00000f18:0007"), Events.SchemaChange("""[{"name":"id","typeName":"bigint"}]""", lsn: "0000002a:00000f30:0001"));
        catalog.Learn(first);
        catalog.Learn(second);
        var revision = catalog.Revision;

        catalog.Learn(first);
        catalog.Learn(second);

        Assert.Equal((revision, "bigint"), (catalog.Revision, catalog.Find("mss.Sales.dbo.t")!.Find("id")!.Type));
    }

    [Fact]
    public void A_dropped_table_keeps_its_last_shape()
    {
        var catalog = new SchemaCatalog();
        catalog.Learn(Events.SchemaChange(Columns));

        catalog.Learn(Events.SchemaChange(Columns, lsn: "0000002a:00000f30:0001", type: "DROP"));

        Assert.Equal((true, 6), (catalog.Find("mss.Sales.dbo.t")!.IsDropped, catalog.Find("mss.Sales.dbo.t")!.Columns.Count));
    }
}
