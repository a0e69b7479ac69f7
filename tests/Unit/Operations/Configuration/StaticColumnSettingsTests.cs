using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class StaticColumnSettingsTests
{
    [Fact]
    public void The_policy_is_read_inherited_and_taken_back()
    {
        var source = Yaml.Load(Yaml.Postgres + "sources:\n- name: shop\n  dialect: scylla\n  topics: a\n  tables: { '*': { staticColumns: repeat }, users: { deletes: soft }, carts: { staticColumns: ownTable } }\n").Sources[0];

        Assert.Equal(
            (StaticColumnPolicy.Repeat, StaticColumnPolicy.Repeat, StaticColumnPolicy.OwnTable),
            (source.Table("users").StaticColumns, source.Table("other_static").StaticColumns, source.Table("carts_static").StaticColumns));
    }

    [Theory]
    [InlineData("cassandra", "sends no writes of static columns")]
    [InlineData("sqlserver", "has no static columns")]
    public void Where_no_event_tells_their_writes_repeating_them_is_refused_at_its_line(string dialect, string why)
    {
        var fault = Yaml.OnlyFault($"sources:\n- name: shop\n  dialect: {dialect}\n  topics: a\n  tables:\n    users:\n      staticColumns: repeat\n");

        Assert.StartsWith("cdc.yaml:", fault, StringComparison.Ordinal);
        Assert.Contains("sources[0].tables.users.staticColumns is repeat, but", fault, StringComparison.Ordinal);
        Assert.Contains(why, fault, StringComparison.Ordinal);
    }
}
