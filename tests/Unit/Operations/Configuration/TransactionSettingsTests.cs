using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class TransactionSettingsTests
{
    private const string Head = "sources:\n- name: erp\n  dialect: sqlserver\n";

    [Fact]
    public void Rows_go_one_by_one_unless_a_person_says_otherwise()
        => Assert.Equal(TransactionMode.PerRow, Yaml.Source("").Transactions);

    [Fact]
    public void An_atomic_source_waits_for_the_rest_of_a_transaction_by_default()
    {
        var source = Yaml.Source("  transactions: atomic\n");

        Assert.Equal((TransactionMode.Atomic, IncompleteTransactionPolicy.Wait), (source.Transactions, source.IncompleteTransactions));
    }

    [Fact]
    public void Timeout_and_policy_are_read()
    {
        var source = Yaml.Source("  transactions: atomic\n  transactionTimeout: 30s\n  incompleteTransactions: apply\n");

        Assert.Equal((TimeSpan.FromSeconds(30), IncompleteTransactionPolicy.Apply), (source.TransactionTimeout, source.IncompleteTransactions));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("deadLetter")]
    public void Atomic_tables_do_not_lose_single_rows_to_staleness(string policy)
        => Assert.Contains(
            "sources[0].transactions is atomic, but staleEvents of users would take single rows out",
            Yaml.OnlyFault($"{Head}  topics: a\n  transactions: atomic\n  tables: {{ users: {{ staleEvents: {policy} }} }}\n"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("  topics: [a, b]\n")]
    [InlineData("  topics: ^erp\\..*\n")]
    public void Several_topics_cannot_be_atomic_and_the_remedy_is_named(string topics)
    {
        var fault = Yaml.OnlyFault(Head + topics + "  transactions: atomic\n");

        Assert.Contains("sources[0].transactions is atomic, but the source has several topics", fault, StringComparison.Ordinal);
        Assert.Contains("docker/connectors/sqlserver-atomic.json", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_dialects_have_no_transactions()
        => Assert.Contains("has no transactions", Yaml.OnlyFault("sources:\n- name: shop\n  dialect: scylla\n  topics: a\n  transactions: atomic\n"), StringComparison.Ordinal);

    [Fact]
    public void A_timeout_without_atomic_would_do_nothing_and_is_refused()
        => Assert.Contains("transactionTimeout has no use here", Yaml.OnlyFaultOfSource("  transactionTimeout: 30s\n"), StringComparison.Ordinal);
}
