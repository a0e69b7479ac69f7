using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class DirtyDataConfigurationTests
{
    [Fact]
    public void One_word_counts_for_the_kinds_it_can_serve()
    {
        var table = Yaml.Source("  tables: { users: { dirtyData: truncate } }").Table("users");

        Assert.Equal(DirtyDataPolicy.Truncate, table.DirtyPolicy("any", DirtyKind.TooLong));
        Assert.Equal(DirtyDataPolicy.DeadLetter, table.DirtyPolicy("any", DirtyKind.OutOfRange));
    }

    [Fact]
    public void A_column_says_more_than_its_table_and_a_table_more_than_the_star()
    {
        const string Tables = """
              tables:
                "*": { dirtyData: { badJson: null, badEnum: reject } }
                users:
                  dirtyData: { badEnum: default }
                  columns: { mood: { dirtyData: null }, age: { dirtyData: { outOfRange: reject } } }
            """;
        var users = Yaml.Source(Tables).Table("users");

        Assert.Equal(
            [DirtyDataPolicy.Null, DirtyDataPolicy.Default, DirtyDataPolicy.Null, DirtyDataPolicy.Reject, DirtyDataPolicy.DeadLetter],
            [users.DirtyPolicy("doc", DirtyKind.BadJson), users.DirtyPolicy("doc", DirtyKind.BadEnum), users.DirtyPolicy("mood", DirtyKind.BadEnum),
                users.DirtyPolicy("age", DirtyKind.OutOfRange), users.DirtyPolicy("age", DirtyKind.TooLong)]);
    }

    [Theory]
    [InlineData("dirtyData: ignore", "dirtyData is \"ignore\"")]
    [InlineData("dirtyData: { tooLong: ignore }", "dirtyData.tooLong is \"ignore\"")]
    [InlineData("dirtyData: { tooWide: null }", "dirtyData.tooWide is not a setting")]
    [InlineData("dirtyData: { nullInNotNull: null }", "dirtyData.nullInNotNull is null, which cannot help here. Allowed: deadLetter, default, reject")]
    [InlineData("dirtyData: { constraint: truncate }", "dirtyData.constraint is truncate, which cannot help here. Allowed: deadLetter, reject")]
    [InlineData("columns: { a: { dirtyData: { badEnum: truncate } } }", "columns.a.dirtyData.badEnum is truncate, which cannot help here")]
    [InlineData("failureBudget: { share: 0 }", "failureBudget.share is \"0\". Allowed: 1 to 100")]
    [InlineData("failureBudget: { window: 1s }", "failureBudget.window is \"1s\"")]
    public void What_cannot_be_is_refused(string setting, string fault)
        => Assert.Contains(fault, Yaml.OnlyFaultOfTable("      " + setting), StringComparison.Ordinal);
}
