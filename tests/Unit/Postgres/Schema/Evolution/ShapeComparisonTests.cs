using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;

namespace CdcFunctions.Unit.Postgres.Schema.Evolution;

public sealed class ShapeComparisonTests
{
    private static readonly ColumnShape Id = new() { Name = "id", Type = new ColumnType(ValueKind.Int64), KeyOrdinal = 0, IsNullable = false };
    private static readonly ColumnShape Note = Column("note", ValueKind.Text);
    private static readonly ColumnShape Extra = Column("extra", ValueKind.Text);

    [Fact]
    public void The_same_shape_is_no_change()
        => Assert.Empty(Changes([At(1, Id, Note), At(2, Id, Note)], [Id, Note]));

    [Fact]
    public void A_column_that_a_newer_whole_shape_lacks_is_gone()
        => Assert.Equal("DropColumn note: text", Changes([At(1, Id, Note), At(2, Id)], [Id, Note]));

    [Fact]
    public void An_older_shape_that_arrives_late_drops_nothing()
        => Assert.Empty(Changes([At(2, Id, Note), At(1, Id)], [Id, Note]));

    [Fact]
    public void A_shape_that_is_not_whole_drops_nothing()
        => Assert.Empty(Changes([At(1, Id, Note), At(2, Id) with { IsWhole = false }], [Id, Note]));

    [Fact]
    public void A_column_dropped_before_it_was_ever_seen_is_added_and_stays_dropped()
    {
        var options = TableOptions.Default;
        var known = Learn(Learn(KnownShape.Empty, At(3, Id)), At(1, Id, Note));

        Assert.True(known.Find("note")!.IsDropped);
        Assert.Equal("AddColumn note: text", Describe(new ShapeComparison(Learn(KnownShape.Empty, At(3, Id)), At(1, Id, Note), ExampleTable.Of([Id]), options).Run()));
    }

    [Fact]
    public void A_late_event_of_the_old_shape_does_not_bring_a_dropped_column_back()
        => Assert.Empty(Changes([At(1, Id, Note), At(3, Id), At(2, Id, Note)], [Id, Note]));

    [Fact]
    public void A_column_that_is_added_again_is_back()
        => Assert.Equal("AddColumn note: text", Changes([At(1, Id, Note), At(2, Id), At(3, Id, Note)], [Id, Note]));

    [Fact]
    public void A_wider_type_is_needed_even_when_its_event_comes_late()
        => Assert.Equal("WidenType n: integer → bigint", Changes([At(2, Id, Column("n", ValueKind.Int32)), At(1, Id, Column("n", ValueKind.Int64))], [Id, Column("n", ValueKind.Int32)]));

    [Fact]
    public void A_narrower_type_of_an_older_event_is_no_change()
        => Assert.Empty(Changes([At(2, Id, Column("n", ValueKind.Int64)), At(1, Id, Column("n", ValueKind.Int32))], [Id, Column("n", ValueKind.Int64)]));

    [Fact]
    public void The_order_of_key_columns_is_no_change()
    {
        var (a, b) = (Id with { Name = "a" }, Id with { Name = "b", KeyOrdinal = 1 });

        Assert.Empty(Changes([At(1, a, b), At(2, a with { KeyOrdinal = 1 }, b with { KeyOrdinal = 0 })], [a, b]));
    }

    [Fact]
    public void Values_alone_do_not_change_a_type_but_for_a_whole_number_beyond_it()
    {
        ColumnShape[] target = [Id, Column("n", ValueKind.Int32)];

        Assert.Empty(Changes([At(1, target), At(2, Id, Column("n", ValueKind.Text)) with { IsDeclared = false }], target));
        Assert.Equal("WidenType n: integer → bigint", Changes([At(1, target), At(2, Id, Column("n", ValueKind.Int64)) with { IsDeclared = false }], target));
    }

    [Fact]
    public void Two_columns_gone_and_new_in_one_record_are_no_rename()
        => Assert.Equal(
            "AddColumn c: text, AddColumn d: text, DropColumn a: text, DropColumn b: text",
            Changes([Record(1, Id, Note with { Name = "a" }, Note with { Name = "b" }), Record(2, Id, Note with { Name = "c" }, Note with { Name = "d" })], [Id, Note with { Name = "a" }, Note with { Name = "b" }]));

    [Fact]
    public void A_column_gone_and_a_new_one_elsewhere_are_no_rename()
        => Assert.Equal(
            "AddColumn last: text, DropColumn note: text",
            Changes([Record(1, Id, Note, Extra), Record(2, Id, Extra, Note with { Name = "last" })], [Id, Note, Extra]));

    [Fact]
    public void A_column_the_target_lacks_is_missing_though_it_is_no_news()
    {
        var known = Learn(KnownShape.Empty, At(1, Id, Note));

        Assert.False(Assert.Single(new ShapeComparison(known, At(1, Id, Note), ExampleTable.Of([Id]), TableOptions.Default).Run()).IsNews);
    }

    private static string Changes(SeenShape[] shapes, ColumnShape[] target)
    {
        var known = shapes[..^1].Aggregate(KnownShape.Empty, Learn);
        return Describe(new ShapeComparison(known, shapes[^1], ExampleTable.Of(target), TableOptions.Default).Run());
    }

    private static KnownShape Learn(KnownShape known, SeenShape seen) => new ShapeComparison(known, seen, ExampleTable.Of([.. seen.Columns]), TableOptions.Default).Learn();

    private static string Describe(IEnumerable<SchemaChange> changes) => string.Join(", ", changes.Select(change => $"{change.Kind} {change.Describe()}"));

    private static SeenShape At(long version, params ColumnShape[] columns) => new() { Columns = columns, IsWhole = true, IsDeclared = true, Clock = new SourceClock(version, 0) };

    private static SeenShape Record(long version, params ColumnShape[] columns) => At(version, columns) with { IsRecord = true };

    private static ColumnShape Column(string name, ValueKind kind) => new() { Name = name, Type = new ColumnType(kind) };
}
