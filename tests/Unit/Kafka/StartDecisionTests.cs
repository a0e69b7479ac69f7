using CdcFunctions.Host.Kafka;

namespace CdcFunctions.Unit.Kafka;

public sealed class StartDecisionTests
{
    private static readonly LogRange Log = new(Start: 100, End: 200, Committed: null);
    private readonly ListenerOptions _options = new();

    [Theory]
    [InlineData(150)]
    [InlineData(100)]
    [InlineData(200)]
    public void The_stored_offset_goes_before_everything(long stored)
        => Assert.Equal(new StartDecision(stored, null), StartDecision.Of(stored, Log with { Committed = 120 }, _options));

    [Fact]
    public void Without_a_stored_offset_kafkas_own_counts() => Assert.Equal(120, StartDecision.Of(null, Log with { Committed = 120 }, _options).Offset);

    [Fact]
    public void Without_any_offset_a_lane_begins_at_the_beginning() => Assert.Equal(100, StartDecision.Of(null, Log, _options).Offset);

    [Fact]
    public void Or_at_the_end_when_so_configured() => Assert.Equal(200, StartDecision.Of(null, Log, _options with { StartsAtEnd = true }).Offset);

    [Theory]
    [InlineData(99, "1 offsets were deleted")]
    [InlineData(201, "beyond the end of the log, 200")]
    public void An_offset_that_the_broker_does_not_hold_stops_the_lane(long stored, string problem)
    {
        var decision = StartDecision.Of(stored, Log, _options);

        Assert.Null(decision.Offset);
        Assert.Contains(problem, decision.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_committed_offset_that_is_gone_stops_the_lane_too() => Assert.Null(StartDecision.Of(null, Log with { Committed = 5 }, _options).Offset);

    [Theory]
    [InlineData(MissingOffsetPolicy.Earliest, 100)]
    [InlineData(MissingOffsetPolicy.Latest, 200)]
    public void A_policy_lets_it_go_on_but_the_problem_is_told(MissingOffsetPolicy policy, long offset)
    {
        var decision = StartDecision.Of(5, Log, _options with { MissingOffset = policy });

        Assert.Equal(offset, decision.Offset);
        Assert.NotNull(decision.Problem);
    }
}
