using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Unit.Postgres.Rules.Columns;

public sealed class ColumnRuleTests
{
    [Theory]
    [InlineData(ColumnMask.Hash, ValueKind.Text)]
    [InlineData(ColumnMask.Tokenise, ValueKind.Text)]
    [InlineData(ColumnMask.Redact, ValueKind.Text)]
    [InlineData(ColumnMask.Partial, ValueKind.Text)]
    [InlineData(ColumnMask.Null, ValueKind.Int64)]
    [InlineData(ColumnMask.None, ValueKind.Int64)]
    public void A_mask_makes_text_of_any_kind(ColumnMask mask, ValueKind kind)
    {
        using var scene = new RuleScene(RuleScene.Column("pin", new ColumnOptions { Mask = mask }));
        scene.Add("pin", new ColumnType(ValueKind.Int64));
        scene.Row(ChangeKind.Insert, 1, ("pin", 1234567890));

        scene.Run();

        Assert.Equal(kind, scene.Kind("pin"));
        Assert.Equal(mask == ColumnMask.None, scene.Value("pin") == "1234567890");
    }

    [Fact]
    public void The_same_value_hashes_alike_as_number_and_as_text()
    {
        var options = new TableOptions { Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { ["a"] = new() { Mask = ColumnMask.Hash }, ["b"] = new() { Mask = ColumnMask.Hash } } };
        using var scene = new RuleScene(options);
        scene.Add("a", new ColumnType(ValueKind.Int32));
        scene.Add("b", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Insert, 1, ("a", 42), ("b", "42"));

        scene.Run();

        Assert.Equal(scene.Value("a"), scene.Value("b"));
    }

    [Fact]
    public void Null_stays_null_and_absent_stays_absent()
    {
        using var scene = new RuleScene(RuleScene.Column("email", new ColumnOptions { Mask = ColumnMask.Redact }));
        scene.Add("email", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Insert, 1, ("email", null));
        scene.Row(ChangeKind.Update, 2);

        scene.Run();

        Assert.Equal(("NULL", "absent"), (scene.Value("email", 0), scene.Value("email", 1)));
    }

    [Fact]
    public void Thousands_of_masked_values_survive_that_their_memory_grows()
    {
        using var scene = new RuleScene(RuleScene.Column("email", new ColumnOptions { Mask = ColumnMask.Partial }));
        scene.Add("email", new ColumnType(ValueKind.Text));
        for (var row = 0; row < 5_000; row++)
        {
            scene.Row(ChangeKind.Insert, row, ("email", $"person-number-{row:0000}"));
        }

        scene.Run();

        Assert.All(Enumerable.Range(0, 5_000), row => Assert.Equal($"**************{row:0000}", scene.Value("email", row)));
    }

    [Fact]
    public void A_uuid_column_keeps_its_type_under_tokenise()
    {
        using var scene = new RuleScene(RuleScene.Column("u", new ColumnOptions { Mask = ColumnMask.Tokenise }));
        scene.Add("u", new ColumnType(ValueKind.Uuid));
        scene.Row(ChangeKind.Insert, 1, ("u", Guid.Parse("6f1e2d3c-0000-4000-8000-000000000001").ToByteArray(bigEndian: true)));

        scene.Run();

        Assert.Equal(ValueKind.Uuid, scene.Kind("u"));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", scene.Value("u"));
        Assert.DoesNotContain("6f1e2d3c", scene.Value("u"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, ColumnCase.Keep, "Ann Ä")]
    [InlineData(true, ColumnCase.Upper, "ANN Ä")]
    [InlineData(false, ColumnCase.Lower, "  ann ä\t")]
    public void Text_is_trimmed_and_changes_its_letters(bool trims, ColumnCase letters, string expected)
    {
        using var scene = new RuleScene(RuleScene.Column("name", new ColumnOptions { Trim = trims, Case = letters }));
        scene.Add("name", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Insert, 1, ("name", "  Ann Ä\t"));

        scene.Run();

        Assert.Equal(expected, scene.Value("name"));
    }

    [Fact]
    public void Trim_and_case_come_before_the_mask()
    {
        using var scene = new RuleScene(RuleScene.Column("*", new ColumnOptions { Trim = true, Case = ColumnCase.Lower, Mask = ColumnMask.Hash }), key: new ColumnType(ValueKind.Uuid));
        scene.Add("email", new ColumnType(ValueKind.Text));

        Assert.Contains("can make several keys one", Assert.Throws<TableMismatchException>(scene.Run).Message, StringComparison.Ordinal);

        using var plain = new RuleScene(RuleScene.Column("email", new ColumnOptions { Trim = true, Case = ColumnCase.Lower, Mask = ColumnMask.Hash }));
        plain.Add("email", new ColumnType(ValueKind.Text));
        plain.Row(ChangeKind.Insert, 1, ("email", " Ann@X "));
        plain.Row(ChangeKind.Insert, 2, ("email", "ann@x"));
        plain.Run();
        Assert.Equal(plain.Value("email", 0), plain.Value("email", 1));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_left_for_the_dirty_data_policy()
    {
        using var scene = new RuleScene(RuleScene.Column("name", new ColumnOptions { Case = ColumnCase.Upper }));
        var column = scene.Add("name", new ColumnType(ValueKind.Text));
        scene.Row(ChangeKind.Insert, 1, ("name", new byte[] { 0x61, 0xff }));

        scene.Run();

        Assert.Equal([0x61, 0xff], column.Bytes(0).ToArray());
    }

    [Theory]
    [InlineData("2026-01-15 12:00:00", "2026-01-15 11:00:00+00")]
    [InlineData("2026-07-15 12:00:00", "2026-07-15 10:00:00+00")]
    [InlineData("2026-03-29 02:30:00", "2026-03-29 01:30:00+00")] // left out by the clocks
    [InlineData("2026-10-25 02:30:00", "2026-10-25 01:30:00+00")] // shown twice
    public void A_time_without_zone_becomes_utc(string local, string expected)
    {
        using var scene = new RuleScene(RuleScene.Column("at", new ColumnOptions { TimeZone = "Europe/Berlin" }));
        scene.Add("at", new ColumnType(ValueKind.Timestamp));
        scene.Row(ChangeKind.Insert, 1, ("at", (DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks / 10));

        scene.Run();

        Assert.Equal((ValueKind.TimestampTz, expected), (scene.Kind("at"), scene.Value("at")));
    }

    [Fact]
    public void A_zone_of_the_table_changes_all_times_without_zone_but_those_of_the_key()
    {
        using var scene = new RuleScene(new TableOptions { TimeZone = "Europe/Berlin" }, key: new ColumnType(ValueKind.Timestamp));
        scene.Add("at", new ColumnType(ValueKind.Timestamp));
        scene.Add("moment", new ColumnType(ValueKind.TimestampTz));
        scene.Row(ChangeKind.Insert, 0, ("at", 0), ("moment", 0));

        scene.Run();

        Assert.Equal(("1970-01-01 00:00:00", "1969-12-31 23:00:00+00", "1970-01-01 00:00:00+00"), (scene.Value("id"), scene.Value("at"), scene.Value("moment")));
    }

    [Fact]
    public void Key_columns_may_be_hashed_or_tokenised()
    {
        using var scene = new RuleScene(RuleScene.Column("id", new ColumnOptions { Mask = ColumnMask.Tokenise }));
        scene.Row(ChangeKind.Insert, 1);
        scene.Row(ChangeKind.Delete, 1);

        scene.Run();

        Assert.StartsWith("tok_", scene.Value("id", 0), StringComparison.Ordinal);
        Assert.Equal(scene.Value("id", 0), scene.Value("id", 1));
        Assert.True(scene.Changes.Columns[0].Shape.IsKey);
    }

    [Theory]
    [InlineData(ColumnMask.Redact)]
    [InlineData(ColumnMask.Partial)]
    [InlineData(ColumnMask.Null)]
    public void Masks_that_make_several_keys_one_are_refused_for_keys(ColumnMask mask)
    {
        using var scene = new RuleScene(RuleScene.Column("id", new ColumnOptions { Mask = mask }));
        scene.Row(ChangeKind.Insert, 1);

        Assert.Contains($"has mask: {mask.ToString().ToLowerInvariant()}, which makes several keys one", Assert.Throws<TableMismatchException>(scene.Run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Added_columns_tell_constants_and_facts_of_the_change()
    {
        var add = new Dictionary<string, AddedColumn>(StringComparer.Ordinal)
        {
            ["region"] = new(RowFact.None, "eu"),
            ["src"] = new(RowFact.Source, null),
            ["tbl"] = new(RowFact.Table, null),
            ["op"] = new(RowFact.Operation, null),
            ["pos"] = new(RowFact.Position, null),
            ["topic"] = new(RowFact.Topic, null),
            ["part"] = new(RowFact.Partition, null),
            ["off"] = new(RowFact.Offset, null),
            ["at"] = new(RowFact.SourceTime, null),
            ["rec"] = new(RowFact.RecordTime, null),
        };
        using var scene = new RuleScene(new TableOptions { Add = add });
        scene.Row(ChangeKind.Insert, 1);
        scene.Row(ChangeKind.Update, 1);
        scene.Row(ChangeKind.Delete, 1);

        scene.Run();

        Assert.Equal(
            ["eu", "shop", "shop.users", "insert", "shop.users/3@100", "shop.users", "3", "100", "1970-01-01 00:00:02+00", "1970-01-01 00:00:01.5+00"],
            add.Keys.Select(name => scene.Value(name)));
        Assert.Equal("update", scene.Value("op", 1));
        Assert.Equal("absent", scene.Value("op", 2));
        Assert.True(scene.Changes.Columns[^1].Shape.IsAdded);
    }
}
