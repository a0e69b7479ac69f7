using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class SchemaChangesReaderTests
{
    [Fact]
    public void One_word_holds_for_every_kind()
    {
        var policies = Table("schemaChanges: lenient");

        Assert.All(Enum.GetValues<SchemaChangeKind>(), kind => Assert.Equal(SchemaChangePolicy.Lenient, policies.For(kind)));
    }

    [Fact]
    public void A_kind_of_its_own_wins_over_the_default()
    {
        var policies = Table("schemaChanges: { default: try, dropColumn: exception }");

        Assert.Equal((SchemaChangePolicy.Exception, SchemaChangePolicy.Try), (policies.For(SchemaChangeKind.DropColumn), policies.For(SchemaChangeKind.AddColumn)));
        Assert.Equal("try, dropColumn: exception", policies.ToString());
    }

    [Fact]
    public void A_table_lays_its_kinds_over_those_of_the_star()
    {
        var source = Yaml.Source("  tables: { '*': { schemaChanges: { dropColumn: ignore } }, users: { schemaChanges: { changeType: try } }, orders: { deletes: soft }, items: { schemaChanges: evolve } }");

        Assert.Equal("evolve, dropColumn: ignore, changeType: try", source.Table("users").SchemaChanges.ToString());
        Assert.Equal("evolve, dropColumn: ignore", source.Table("orders").SchemaChanges.ToString());
        Assert.Equal("evolve", source.Table("items").SchemaChanges.ToString());
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_named_with_the_nearest()
        => Assert.Contains("tables.users.schemaChanges.dropColum is not a setting", Yaml.OnlyFaultOfTable("      schemaChanges: { dropColum: ignore }"), StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_does_not_exist_is_refused()
        => Assert.Contains("evolve, try, lenient, ignore, exception", Yaml.OnlyFaultOfTable("      schemaChanges: { dropColumn: keep }"), StringComparison.Ordinal);

    private static SchemaChangePolicies Table(string setting) => Yaml.Source("  tables:\n    users:\n      " + setting).Table("users").SchemaChanges;
}
