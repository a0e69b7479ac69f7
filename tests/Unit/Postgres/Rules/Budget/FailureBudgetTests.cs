using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Unit.Postgres.Rules.Budget;

public sealed class FailureBudgetTests
{
    private static readonly FailureBudgetOptions Options = new() { Share = 10, Window = TimeSpan.FromMinutes(1), AtLeast = 20 };

    private readonly ManualTime _time = new();

    [Fact]
    public void A_batch_beyond_the_share_waits_and_says_why()
    {
        var refused = Assert.Throws<FailureBudgetException>(() => new FailureBudget(_time).Check("shop", "users", Options, 100, 20));

        Assert.Contains("Table users of source shop pauses: 20 of 100 events", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 19)] // fewer than atLeast
    [InlineData(300, 30)] // not above the share
    [InlineData(100, 0)]
    public void A_batch_within_the_budget_passes(int events, int letters) => new FailureBudget(_time).Check("shop", "users", Options, events, letters);

    [Fact]
    public void Committed_batches_of_the_window_count_and_those_before_it_do_not()
    {
        var budget = new FailureBudget(_time);
        budget.Count("shop", "users", 10, 10);
        _time.Advance(TimeSpan.FromSeconds(30));
        budget.Count("shop", "users", 10, 9);
        Assert.Throws<FailureBudgetException>(() => budget.Check("shop", "users", Options, 10, 1));

        _time.Advance(TimeSpan.FromSeconds(40));
        budget.Check("shop", "users", Options, 10, 1);
    }

    [Fact]
    public void Each_table_has_its_own()
    {
        var budget = new FailureBudget(_time);
        budget.Count("shop", "users", 100, 100);

        budget.Check("shop", "orders", Options, 10, 1);
    }

    [Fact]
    public void A_share_of_100_never_pauses() => new FailureBudget(_time).Check("shop", "users", Options with { Share = 100 }, 1_000, 1_000);
}
