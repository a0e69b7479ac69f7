using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Unit.Postgres.Transactions;

public sealed class TransactionPlannerTests
{
    private const int Largest = 4;

    private OpenTransactions _open = new();

    [Fact]
    public void A_whole_transaction_is_applied_as_one()
        => Assert.Equal("7[0,1,2,3]", Plan("B7", "a7.1", "b7.1", "E7 a=1 b=1"));

    [Fact]
    public void Transactions_of_one_batch_keep_their_order()
        => Assert.Equal("7[0,1,2] 8[3,4,5]", Plan("B7", "a7.1", "E7 a=1", "B8", "a8.1", "E8 a=1"));

    [Fact]
    public void A_tail_without_END_is_staged()
        => Assert.Equal("7[0,1,2] stage 8[3,4]", Plan("B7", "a7.1", "E7 a=1", "B8", "a8.1"));

    [Fact]
    public void The_rest_of_a_staged_transaction_brings_it_to_its_end()
    {
        Plan("B7", "a7.1");

        Assert.Equal("7*[0,1]", Plan("b7.1", "E7 a=1 b=1"));
        Assert.Empty(_open.All);
    }

    [Fact]
    public void Records_of_no_transaction_stand_for_themselves()
        => Assert.Equal("[0,1] 7[2,3,4] [5]", Plan("-", "-", "B7", "a7.1", "E7 a=1", "-"));

    [Fact]
    public void A_null_value_inside_a_transaction_goes_with_it()
        => Assert.Equal("7[0,1,2,3]", Plan("B7", "a7.1", "-", "E7 a=1"));

    [Fact]
    public void A_change_of_a_later_transaction_ends_an_earlier_one_whose_END_is_missing()
        => Assert.Equal("7[0,1] stage 8[2] without END 1", Plan("B7", "a7.1", "a8.1"));

    [Fact]
    public void Without_BEGIN_and_END_a_transaction_ends_where_the_next_begins()
        => Assert.Equal("7[0,1] 8[2] stage 9[3] without END 2", Plan("a7.0", "b7.0", "a8.0", "a9.0"));

    [Fact]
    public void An_END_that_promises_more_than_there_is_stops_the_plan_before_it()
    {
        Assert.Equal("6[0,1,2] stage 7[3,4] short 7 at 5: a: 1 of 2; b: 0 of 1", Plan("B6", "a6.1", "E6 a=1", "B7", "a7.1", "E7 a=2 b=1", "B8"));
        Assert.Equal("short 7 at 0: a: 1 of 2; b: 0 of 1", Plan("E7 a=2 b=1", "B8"));
    }

    [Fact]
    public void What_is_sent_again_may_begin_in_the_middle_of_a_transaction_that_was_whole_before()
    {
        Plan("B7", "a7.1", "a7.2", "E7 a=2", "B8", "a8.1", "E8 a=1");

        Assert.Equal("7[0,1] 8[2,3,4]", Plan("a7.2", "E7 a=2", "B8", "a8.1", "E8 a=1"));
    }

    [Fact]
    public void A_smaller_count_than_seen_is_a_repeat_after_a_restart_and_the_transaction_is_whole()
        => Assert.Equal("7[0,1,2,3,4,5]", Plan("B7", "a7.1", "a7.2", "a7.1", "a7.2", "E7 a=1"));

    [Fact]
    public void A_change_sent_twice_does_not_stand_for_a_missing_one()
        => Assert.Equal("stage 7[0,1,2] short 7 at 3: a: 1 of 2", Plan("B7", "a7.1", "a7.1", "E7 a=2"));

    [Fact]
    public void A_connector_that_goes_back_leaves_the_interrupted_transaction_aside_and_comes_to_it_again()
    {
        Assert.Equal("7[0,1,2] 7[5,6,7] 8[3,4,8,9,10,11]", Plan("B7", "a7.1", "E7 a=1", "B8", "a8.1", "B7", "a7.1", "E7 a=1", "B8", "a8.1", "a8.2", "E8 a=2"));
    }

    [Fact]
    public void An_interrupted_transaction_that_does_not_come_again_is_released_before_the_next_later_one()
        => Assert.Equal("7[2,3,4] 8[0,1] stage 9[5] without END 1", Plan("B8", "a8.1", "B7", "a7.1", "E7 a=1", "B9"));

    [Fact]
    public void A_second_BEGIN_and_END_of_one_transaction_change_nothing()
        => Assert.Equal("7[0,1,2] 7[3,4] [5] empty 1", Plan("B7", "a7.1", "E7 a=1", "B7", "E7", "E7"));

    [Fact]
    public void An_END_sent_again_inside_a_later_transaction_goes_with_that()
    {
        Assert.Equal("7[0,1,2] stage 8[3,4] empty 1", Plan("B7", "a7.1", "E7 a=1", "B8", "E7 a=1"));
        Assert.Equal("8*[0,1]", Plan("?", "E8 a=1"));
    }

    [Fact]
    public void An_unreadable_record_may_be_the_missing_change()
        => Assert.Equal("7[0,1,2,3]", Plan("B7", "a7.1", "?", "E7 a=2"));

    [Fact]
    public void A_transaction_with_much_in_the_stage_is_released_by_itself()
    {
        Plan("B7", "a7.1", "a7.2", "a7.3", "a7.4");

        Assert.Equal("stage 7[0] large 7 at 1", Plan("a7.5", "E7 a=5", "B8"));
    }

    [Fact]
    public void A_large_transaction_without_END_is_released_before_the_next()
    {
        Plan("B7", "a7.1", "a7.2", "a7.3", "a7.4");

        Assert.Equal("large 7 before 0", Plan("B8", "a8.1", "E8 a=1"));
    }

    [Fact]
    public void A_plan_that_is_not_committed_changes_nothing()
    {
        Plan("B7", "a7.1");
        var before = _open;

        new TransactionPlanner(Largest).Plan(_open, Marks.Of("a7.2", "E7 a=2"), default);

        Assert.Same(before, _open);
        Assert.Equal((1, 1L, 2L), (_open.All.Count, _open.All[0].Events, _open.All[0].Staged));
    }

    [Fact]
    public void Any_cut_of_the_stream_into_batches_applies_the_same_transactions()
    {
        string[] stream = ["-", "B7", "a7.1", "-", "b7.1", "E7 a=1 b=1", "B8", "a8.1", "B7", "b7.1", "E7 b=1", "B8", "a8.1", "a8.2", "E8 a=2", "-", "a9.1", "B10", "E10"];
        var whole = Transactions(stream, [stream.Length]);
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            _open = new OpenTransactions();
            Assert.Equal(whole, Transactions(stream, [.. Enumerable.Range(0, stream.Length).Select(_ => random.Next(1, 5))]));
        }
    }

    private string Transactions(string[] stream, int[] sizes)
    {
        _open = new OpenTransactions();
        var applied = new List<string>();
        var planner = new TransactionPlanner(100);
        var at = 0;
        foreach (var size in sizes)
        {
            var plan = planner.Plan(_open, Marks.Of(stream[at..Math.Min(stream.Length, at + size)]), default);
            applied.AddRange(plan.Units.Where(unit => unit.Id is not null).Select(unit => unit.Id!.Text));
            (_open, at) = (plan.After, at + plan.Count);
        }

        return string.Join(' ', applied);
    }

    private string Plan(params string[] words)
    {
        var plan = new TransactionPlanner(Largest).Plan(_open, Marks.Of(words), default);
        _open = plan.After;
        List<string> said =
        [
            .. plan.Units.Select(unit => $"{unit.Id}{(unit.IsStaged ? "*" : "")}[{string.Join(',', unit.Records)}]"),
            .. plan.Staged.Select(staged => $"stage {staged.Transaction.Id}[{string.Join(',', staged.Records)}]"),
        ];
        if (plan.End != PlanEnd.Whole)
        {
            said.Add($"{(plan.End == PlanEnd.Short ? "short" : "large")} {plan.Stopped!.Id} {(plan.EndFollows ? "at" : "before")} {plan.Count}{(plan.Missing.Count > 0 ? ": " + string.Join("; ", plan.Missing) : "")}");
        }

        if (plan.WithoutEnd > 0)
        {
            said.Add($"without END {plan.WithoutEnd}");
        }

        if (plan.EmptyEnds > 0)
        {
            said.Add($"empty {plan.EmptyEnds}");
        }

        return string.Join(' ', said);
    }
}
