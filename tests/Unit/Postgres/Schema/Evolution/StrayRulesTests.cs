using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Unit.Postgres.Schema.Evolution;

public sealed class StrayRulesTests
{
    private static readonly TableOptions Options = new()
    {
        Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal)
        {
            ["emial"] = new() { Mask = ColumnMask.Hash }, ["Name"] = new() { Trim = true }, ["card_*"] = new() { Mask = ColumnMask.Null }, ["note"] = new() { Exclude = true },
        },
    };

    private readonly StrayRules _rules = new();

    [Fact]
    public void A_rule_whose_column_is_not_there_is_told_once()
    {
        Assert.Equal(["emial"], _rules.Find(Table("users"), [Shape(isWhole: true, "id", "email", "name")]));
        Assert.Empty(_rules.Find(Table("users"), [Shape(isWhole: true, "id", "email", "name", "more")]));
    }

    [Fact]
    public void Nothing_is_said_before_the_table_is_known_whole()
    {
        Assert.Empty(_rules.Find(Table("users"), [Shape(isWhole: false, "id", "name")]));
        Assert.Equal(["emial"], _rules.Find(Table("users"), [Shape(isWhole: true, "id", "name")]));
    }

    [Fact]
    public void A_rule_for_a_static_column_is_none_too_many()
    {
        Assert.Empty(_rules.Find(Table("users_static"), [Shape(isWhole: true, "id", "emial")]));
        Assert.Empty(_rules.Find(Table("users"), [Shape(isWhole: true, "id", "name")]));
        Assert.Equal(["emial"], _rules.Find(Table("orders"), [Shape(isWhole: true, "id", "name")]));
    }

    [Fact]
    public void Rules_that_fit_say_nothing() => Assert.Empty(_rules.Find(Table("users"), [Shape(isWhole: true, "id", "emial", "name")]));

    private static EvolvingTable Table(string name) => new(new TableName("shop", "dbo", name), new TargetTableName("shop", name), Options, HasCellTimes: false);

    private static SeenShape Shape(bool isWhole, params string[] columns) => new()
    {
        Columns = [.. columns.Select(name => new ColumnShape { Name = name, Type = new ColumnType(ValueKind.Text) })], IsWhole = isWhole, Clock = new SourceClock(1, 0),
    };
}
