using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class TableInheritanceTests
{
    private const string Tables = """
          tables:
            users: { target: customers, sourceTypes: { b: int }, columns: { note: { exclude: false } } }
            "*": { deletes: soft, preserveCase: true, key: id, sourceTypes: { a: date, b: bit }, columns: { email: { mask: none } } }
            Orders: { deletes: remove }
            empty:
        """;

    [Fact]
    public void A_tables_own_keys_are_laid_over_those_of_the_star_key_by_key()
    {
        var users = Yaml.Source(Tables).Table("users");

        Assert.Equal(("customers", DeletePolicy.Soft, true), (users.Target, users.Deletes, users.PreserveCase));
        Assert.Equal(["id"], users.Key!);
        Assert.Equal(("date", "int"), (users.SourceTypes["a"], users.SourceTypes["b"]));
        Assert.True(users.Columns.ContainsKey("email") && users.Columns.ContainsKey("note"));
    }

    [Fact]
    public void A_table_without_an_entry_or_with_an_empty_one_gets_the_star()
    {
        var source = Yaml.Source(Tables);

        Assert.Equal(DeletePolicy.Soft, source.Table("other").Deletes);
        Assert.Equal(DeletePolicy.Soft, source.Table("empty").Deletes);
        Assert.Null(source.Table("other").Target);
    }

    [Fact]
    public void An_entry_may_undo_what_the_star_says()
        => Assert.Equal(DeletePolicy.Remove, Yaml.Source(Tables).Table("Orders").Deletes);

    [Fact]
    public void Staleness_that_nobody_wrote_about_is_flagged_and_does_not_count_as_chosen()
    {
        var source = Yaml.Source("  tables: { '*': { staleAfter: 2h }, users: { staleEvents: flag }, orders: { staleEvents: drop, staleAfter: 1h } }");

        Assert.Equal((StaleEventPolicy.Flag, false, TimeSpan.FromHours(2)), Staleness(source.Table("other")));
        Assert.Equal((StaleEventPolicy.Flag, true, TimeSpan.FromHours(2)), Staleness(source.Table("users")));
        Assert.Equal((StaleEventPolicy.Drop, true, TimeSpan.FromHours(1)), Staleness(source.Table("orders")));
    }

    private static (StaleEventPolicy, bool, TimeSpan) Staleness(TableOptions table) => (table.StaleEvents, table.IsStalenessChosen, table.StaleAfter);

    [Fact]
    public void A_table_is_found_regardless_of_case_but_its_exact_name_first()
    {
        var source = Yaml.Source("  tables: { ORDERS: { target: upper }, orders: { target: lower } }");

        Assert.Equal("lower", source.Table("orders").Target);
        Assert.Equal("upper", source.Table("Orders").Target);
    }
}
