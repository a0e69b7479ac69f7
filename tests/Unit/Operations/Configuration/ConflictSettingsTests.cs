using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class ConflictSettingsTests
{
    [Fact]
    public void A_version_column_is_read()
    {
        var table = Yaml.Source("  tables:\n    users:\n      conflict: { column: updated_at }\n").Table("users");

        Assert.Equal((ConflictPolicy.Column, "updated_at"), (table.Conflict, table.ConflictColumn));
    }

    [Fact]
    public void Arrival_order_is_read_and_inherited()
        => Assert.Equal(ConflictPolicy.ArrivalOrder, Yaml.Source("  tables: { '*': { conflict: arrivalOrder }, users: { deletes: soft } }").Table("users").Conflict);

    [Theory]
    [InlineData("cassandra", "arrivalOrder", "conflict: newestWins.")]
    [InlineData("cassandra", "{ column: v }", "conflict: newestWins.")]
    [InlineData("scylla", "{ column: v }", "conflict: newestWins, arrivalOrder.")]
    public void What_a_dialects_events_cannot_follow_is_refused(string dialect, string policy, string allowed)
        => Assert.Contains(allowed, Yaml.OnlyFault($"sources:\n- name: shop\n  dialect: {dialect}\n  topics: a\n  tables:\n    users:\n      conflict: {policy}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_table_without_key_may_be_kept()
        => Assert.Equal(KeylessPolicy.HashKey, Yaml.Source("  tables:\n    log:\n      keyless: hashKey\n").Table("log").Keyless);
}
