using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules.Filters;

namespace CdcFunctions.Unit.Postgres.Rules.Filters;

public sealed class RowFilterTests
{
    [Theory]
    [InlineData("n = 5", true)]
    [InlineData("n = 5.0", true)]
    [InlineData("n > 4.9", true)]
    [InlineData("n != 5", false)]
    [InlineData("n in (1, 5)", true)]
    [InlineData("n not in (1, 5)", false)]
    [InlineData("d = 1.50", true)]
    [InlineData("d > 1.4999999999999999999999999999999999", true)]
    [InlineData("d < -3", false)]
    [InlineData("f >= 2.5", true)]
    [InlineData("f < 2.5", false)]
    [InlineData("b = true", true)]
    [InlineData("b = 0", false)]
    [InlineData("t = 'open'", true)]
    [InlineData("t < 'p' and t > 'a'", true)]
    [InlineData("t like 'o_e%'", true)]
    [InlineData("t not like '%x%'", true)]
    [InlineData("day = '2026-02-03'", true)]
    [InlineData("day < '2026-02-03'", false)]
    [InlineData("at >= '2026-02-03 04:05:06'", true)]
    [InlineData("at < '2026-02-03T04:05:06.5Z'", true)]
    [InlineData("u = '6f1e2d3c-0000-4000-8000-000000000001'", true)]
    [InlineData("x = '\\x61ff'", true)]
    [InlineData("x != '\\x61ff'", false)]
    [InlineData("nothing is null", true)]
    [InlineData("nothing is not null or n = 5", true)]
    [InlineData("nothing = 1", false)]
    [InlineData("nothing != 1", false)]
    [InlineData("not nothing = 1", false)]
    [InlineData("n = 6 or nothing = 1", false)]
    [InlineData("n = 5 or nothing = 1", true)]
    [InlineData("n = 5 and (t = 'shut' or id = 1)", true)]
    public void A_row_passes_or_does_not(string filter, bool passes)
    {
        using var scene = Typed(filter);

        scene.Run();

        Assert.Empty(scene.Letters);
        Assert.Equal(passes ? ChangeKind.Insert : ChangeKind.Delete, scene.Changes.Row(0).Kind);
        Assert.Equal(!passes, scene.Changes.Row(0).IsDropped);
    }

    [Theory]
    [InlineData("n = 'five'", "compares column n, which is Int64: five is no value of that type")]
    [InlineData("t = 5", "compares column t, which is Text: 5 is no value of that type")]
    [InlineData("n like '5%'", "like compares text only")]
    [InlineData("day > 'yesterday'", "yesterday is no value of that type")]
    public void A_literal_of_another_type_stops_the_table(string filter, string message)
    {
        using var scene = Typed(filter);

        Assert.Contains(message, Assert.Throws<TableMismatchException>(scene.Run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_leaves_the_filter_becomes_a_delete_of_its_version()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("state = 'open'") });
        scene.Add("state", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Update, 1, ("state", "shut"));

        scene.Run();

        var header = scene.Changes.Row(0);
        Assert.Equal((ChangeKind.Delete, 10, true), (header.Kind, header.Version, header.IsDropped));
        Assert.Equal(0, scene.Dropped); // Counted when the delete has run.
    }

    [Fact]
    public void A_filter_over_the_key_takes_rows_out_and_leaves_the_rest_in_order()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("id > 10") });
        scene.Add("note", new ColumnType(ValueKind.Text));
        foreach (var id in new[] { 5, 20, 7, 30 })
        {
            scene.Row(ChangeKind.Insert, id, ("note", $"n{id}"));
        }

        scene.Row(ChangeKind.Delete, 3);
        scene.Run();

        Assert.Equal((2, 3), (scene.Dropped, scene.Changes.Count));
        Assert.Equal(["20:n20", "30:n30", "3:absent"], Enumerable.Range(0, 3).Select(row => $"{scene.Value("id", row)}:{scene.Value("note", row)}"));
        Assert.Equal([1, 3, 4], Enumerable.Range(0, 3).Select(row => scene.Changes.Row(row).RecordIndex));
    }

    [Fact]
    public void Deletes_always_pass()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("state = 'open'") });
        scene.Add("state", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Delete, 1);

        scene.Run();

        Assert.False(scene.Changes.Row(0).IsDropped);
        Assert.Empty(scene.Letters);
    }

    [Fact]
    public void An_event_that_does_not_tell_the_column_is_a_dead_letter()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("state = 'open'") });
        scene.Add("state", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Update, 1);

        scene.Run();

        Assert.Equal("undecided-filter", Assert.Single(scene.Letters).Reason);
    }

    [Fact]
    public void What_is_told_may_be_enough()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("state = 'open' or id = 1") });
        scene.Add("state", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Update, 1);

        scene.Run();

        Assert.Empty(scene.Letters);
        Assert.Equal(ChangeKind.Update, scene.Changes.Row(0).Kind);
    }

    [Fact]
    public void The_filter_sees_values_before_masks()
    {
        var options = RuleScene.Column("state", new ColumnOptions { Mask = ColumnMask.Hash }) with { Where = RuleScene.Filter("state = 'open'") };
        using var scene = new RuleScene(options);
        scene.Add("state", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Insert, 1, ("state", "open"));

        scene.Run();

        Assert.Equal((ChangeKind.Insert, 64), (scene.Changes.Row(0).Kind, scene.Value("state").Length));
    }

    [Fact]
    public void A_table_merged_by_cells_is_filtered_by_its_key_only()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("state = 'open'") }, MergeMode.Cell);
        scene.Add("state", new ColumnType(ValueKind.Text));
        Assert.Contains("Filter by key columns", Assert.Throws<TableMismatchException>(scene.Run).Message, StringComparison.Ordinal);

        using var byKey = new RuleScene(new TableOptions { Where = RuleScene.Filter("id = 1") }, MergeMode.Cell);
        byKey.Row(ChangeKind.Update, 2);
        byKey.Run();
        Assert.Equal((1, 0), (byKey.Dropped, byKey.Changes.Count));
    }

    [Fact]
    public void Range_deletes_follow_their_row_when_others_are_taken_out()
    {
        using var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter("id = 1") }, MergeMode.Cell);
        scene.Row(ChangeKind.Insert, 2);
        scene.Changes.AddRange(new RangeBounds(scene.Row(ChangeKind.RangeDelete, 1), new RangeBound(true, []), new RangeBound(true, [])));

        scene.Run();

        Assert.Equal(0, Assert.Single(scene.Changes.Ranges).Row);
    }

    [Theory]
    [InlineData("a%", "abc", true)]
    [InlineData("%b%", "abc", true)]
    [InlineData("%bc", "abcbc", true)]
    [InlineData("_", "€", true)]
    [InlineData("_", "ab", false)]
    [InlineData("", "", true)]
    [InlineData("%", "", true)]
    [InlineData("a\\%", "a%", true)]
    [InlineData("a\\%", "ab", false)]
    [InlineData("%a%a%a%a%a%b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Like_is_sqls(string pattern, string text, bool fits)
        => Assert.Equal(fits, new LikePattern(pattern).IsMatch(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("1.5", "1.50", 0)]
    [InlineData("-2", "1", -1)]
    [InlineData("0", "-0.000", 0)]
    [InlineData("123456789012345678901234567890.1", "123456789012345678901234567890.2", -1)]
    [InlineData("1e3", "999.9", 1)]
    [InlineData("-10", "-9", -1)]
    [InlineData("0.09", "0.1", -1)]
    [InlineData("NaN", "1", null)]
    public void Decimals_compare_exactly(string left, string right, int? expected)
    {
        var order = DecimalOrder.Compare(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

        Assert.Equal(expected, order is { } number ? Math.Sign(number) : null);
    }

    private static RuleScene Typed(string filter)
    {
        var scene = new RuleScene(new TableOptions { Where = RuleScene.Filter(filter) });
        foreach (var (name, kind) in new[]
        {
            ("n", ValueKind.Int64), ("d", ValueKind.Decimal), ("f", ValueKind.Float64), ("b", ValueKind.Boolean), ("t", ValueKind.Text), ("day", ValueKind.Date),
            ("at", ValueKind.Timestamp), ("u", ValueKind.Uuid), ("x", ValueKind.Bytes), ("nothing", ValueKind.Int64),
        })
        {
            scene.Add(name, new ColumnType(kind));
        }

        var at = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        scene.Row(
            ChangeKind.Insert,
            1,
            ("n", 5),
            ("d", "1.5"),
            ("f", 2.5),
            ("b", 1),
            ("t", "open"),
            ("day", (at.Date - DateTime.UnixEpoch).Days),
            ("at", (at - DateTime.UnixEpoch).Ticks / 10),
            ("u", Guid.Parse("6f1e2d3c-0000-4000-8000-000000000001").ToByteArray(bigEndian: true)),
            ("x", new byte[] { 0x61, 0xff }),
            ("nothing", null));
        return scene;
    }
}
