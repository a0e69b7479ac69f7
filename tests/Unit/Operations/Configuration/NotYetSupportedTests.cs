namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class NotYetSupportedTests
{
    [Theory]
    [InlineData("dirtyData: truncate", "dirtyData", "deadLetter")]
    [InlineData("dirtyData: null", "dirtyData", "deadLetter")]
    public void A_policy_without_effect_is_refused_not_ignored(string setting, string path, string allowed)
        => Assert.Equal(
            $"cdc.yaml:8: sources[0].tables.users.{path} asks for something that is not yet supported in this version. Allowed: {allowed}. Remove the line to get the default",
            Yaml.OnlyFaultOfTable("      " + setting));

    [Theory]
    [InlineData("schemaChanges: exception")]
    [InlineData("dirtyData: deadLetter")]
    [InlineData("conflict: newestWins")]
    [InlineData("{ staleEvents: flag, staleAfter: 24h }")]
    [InlineData("columns: { email: { mask: none, exclude: false } }")]
    public void The_default_may_be_written_out(string setting) => Yaml.Source("  tables:\n    users:\n      " + setting);

    [Fact]
    public void What_the_star_asks_for_is_refused_once()
        => Assert.Contains("tables.*.dirtyData", Yaml.OnlyFaultOfSource("  tables: { '*': { dirtyData: reject }, users: { deletes: soft } }"), StringComparison.Ordinal);
}
