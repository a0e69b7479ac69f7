using CdcFunctions.Postgres.Watch;

namespace CdcFunctions.Unit.Postgres.Watch;

public sealed class QuietRuleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);

    [Fact]
    public void A_topic_that_brings_a_hundred_records_an_hour_and_then_none_is_quiet()
    {
        var quiet = Find(days: 3, at => at < Monday.AddDays(2.5) ? 25 : 0, now: Monday.AddDays(2.5).AddHours(1));

        Assert.Equal((TimeSpan.FromHours(1), 100), quiet);
    }

    [Fact]
    public void A_topic_that_sleeps_every_night_is_not_quiet_at_night_and_is_in_the_morning()
    {
        static long Office(DateTimeOffset at) => at.Hour is >= 8 and < 18 && at < Monday.AddDays(4).AddHours(18) ? 50 : 0;

        Assert.Null(Find(days: 6, Office, now: Monday.AddDays(5).AddHours(3)));
        Assert.NotNull(Find(days: 6, Office, now: Monday.AddDays(5).AddHours(9)));
    }

    [Fact]
    public void A_topic_with_a_record_now_and_then_may_be_silent_for_hours()
        => Assert.Null(Find(days: 4, at => at < Monday.AddDays(3.5) && at is { Hour: 12, Minute: 0 } ? 1 : 0, now: Monday.AddDays(3.9)));

    [Fact]
    public void A_silence_shorter_than_the_shortest_is_none()
        => Assert.Null(Find(days: 3, at => at < Monday.AddDays(2.5) ? 1000 : 0, now: Monday.AddDays(2.5).AddMinutes(29)));

    [Fact]
    public void On_the_first_day_the_average_so_far_counts()
    {
        static long Steady(DateTimeOffset at) => at < Monday.AddHours(4) ? 20 : 0;

        Assert.NotNull(Find(days: 1, Steady, now: Monday.AddHours(5)));
        Assert.Null(Find(days: 1, Steady, now: Monday.AddHours(6)));
    }

    [Fact]
    public void A_topic_that_never_moved_is_not_quiet() => Assert.Null(Find(days: 3, _ => 0, now: Monday.AddDays(3)));

    [Fact]
    public void One_day_without_the_usual_load_does_not_change_what_is_usual()
    {
        static long Load(DateTimeOffset at) => at < Monday.AddDays(6.5) && at.Date != Monday.AddDays(3).Date ? 25 : 0;

        Assert.NotNull(Find(days: 7, Load, now: Monday.AddDays(6.5).AddHours(1)));
    }

    // A sample every quarter of an hour; each tells the records up to its moment.
    private static (TimeSpan Silence, long Expected)? Find(int days, Func<DateTimeOffset, long> records, DateTimeOffset now)
    {
        var samples = new List<(DateTimeOffset, long)> { (Monday, 1000) };
        var total = 1000L;
        for (var slot = Monday; slot < Monday.AddDays(days) && slot.AddMinutes(15) <= now; slot = slot.AddMinutes(15))
        {
            total += records(slot);
            samples.Add((slot.AddMinutes(15), total));
        }

        return QuietRule.Find(new TopicHistory("shop.orders", samples), now, Shortest);
    }
}
