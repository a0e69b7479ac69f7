using CdcFunctions.Postgres.Apply.Staleness;

namespace CdcFunctions.Unit.Postgres.Staleness;

public sealed class ClockSkewTests
{
    private const long Second = 1_000_000;
    private const long Hour = 3600 * Second;
    private const long Start = 1_795_000_000 * Second;

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    [InlineData(14)]
    public void A_clock_that_is_wrong_by_the_same_time_all_along_is_believed_to_be_wrong(int hoursBehind)
        => Assert.Equal(hoursBehind * Hour, After(second => second - (hoursBehind * Hour), seconds: 40));

    [Fact]
    public void A_single_old_event_is_no_wrong_clock() => Assert.Equal(0, After(second => second - (3 * Hour), seconds: 1));

    [Fact]
    public void Half_a_minute_of_old_events_is_no_proof_yet() => Assert.Equal(0, After(second => second - (3 * Hour), seconds: 29));

    [Fact]
    public void A_lag_that_shrinks_is_no_wrong_clock()
        => Assert.Equal(0, After(second => second - (3 * Hour) + (10 * (second - Start)), seconds: 60));

    [Fact]
    public void Events_that_all_bear_one_moment_are_no_wrong_clock() => Assert.Equal(0, After(_ => Start - (3 * Hour), seconds: 300));

    [Fact]
    public void Events_that_are_a_day_old_however_steady_are_no_wrong_clock() => Assert.Equal(0, After(second => second - (24 * Hour), seconds: 300));

    [Fact]
    public void What_is_known_of_a_clock_holds_while_a_backlog_is_worked_off()
    {
        var skew = new ClockSkew();
        Run(skew, 0, 60, second => second - (3 * Hour));

        Run(skew, 3600, 3660, second => second - (3 * Hour) - Hour + (60 * (second - Start - (3600 * Second))));

        Assert.Equal(3 * Hour, skew.BehindUs);
    }

    [Fact]
    public void A_clock_that_was_put_right_is_believed_again()
    {
        var skew = new ClockSkew();
        Run(skew, 0, 60, second => second - (3 * Hour));

        Run(skew, 60, 120, second => second - Second);

        Assert.Equal(Second, skew.BehindUs);
    }

    [Fact]
    public void A_change_of_what_is_believed_is_told_once()
    {
        var skew = new ClockSkew();
        Assert.Equal(1, Enumerable.Range(0, 120).Count(second => skew.Observe(Start + (second * Second), Start + (second * Second) - Hour)));
    }

    private static long After(Func<long, long> newest, int seconds)
    {
        var skew = new ClockSkew();
        Run(skew, 0, seconds, newest);
        return skew.BehindUs;
    }

    private static void Run(ClockSkew skew, int from, int to, Func<long, long> newest)
    {
        for (var second = from; second < to; second++)
        {
            var now = Start + (second * Second);
            skew.Observe(now, newest(now));
        }
    }
}
