using CdcFunctions.Host.Timers;

namespace CdcFunctions.Unit.Timers;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 30 2 * * *", "2026-01-10T00:00:00Z", "2026-01-10T01:30:00Z")]
    [InlineData("30 2 * * *", "2026-01-10T01:30:00Z", "2026-01-11T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-07-10T00:00:00Z", "2026-07-10T00:30:00Z")]
    [InlineData("*/15 * * * *", "2026-01-10T00:07:00Z", "2026-01-10T00:15:00Z")]
    [InlineData("0 0 12 1 1 *", "2026-03-01T00:00:00Z", "2027-01-01T11:00:00Z")]
    public void Slots_are_in_the_wall_time_of_the_zone(string text, string after, string expected) => Assert.Equal(Moment(expected), Next(text, after));

    // Clocks in Berlin go from 02:00 to 03:00 on 2026-03-29 at 01:00 UTC.
    [Theory]
    [InlineData("0 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 30 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("0 30 4 * * *", "2026-03-28T12:00:00Z", "2026-03-29T02:30:00Z")]
    public void A_fixed_time_in_the_gap_runs_when_the_gap_ends(string text, string after, string expected) => Assert.Equal(Moment(expected), Next(text, after));

    // Clocks in Berlin go from 03:00 back to 02:00 on 2026-10-25 at 01:00 UTC.
    [Theory]
    [InlineData("0 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-25T01:10:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 30 * * * *", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z")]
    [InlineData("0 */5 * * * *", "2026-10-25T00:58:00Z", "2026-10-25T01:00:00Z")]
    public void A_fixed_time_that_comes_twice_runs_once_and_an_hourly_one_in_both(string text, string after, string expected) => Assert.Equal(Moment(expected), Next(text, after));

    [Fact]
    public void Through_a_whole_year_an_hourly_schedule_runs_every_hour_and_a_daily_one_every_day()
    {
        Assert.Equal(365 * 24, Count("0 7 * * * *"));
        Assert.Equal(365, Count("0 30 2 * * *"));
        Assert.Equal(365, Count("0 0 3 * * *"));
    }

    [Fact]
    public void Slots_always_move_forward()
    {
        var schedule = ScheduleText.Read("*/20 59 1,2,3 * * *", Berlin)!;
        var moment = Moment("2026-10-24T22:00:00Z");
        for (var i = 0; i < 40; i++)
        {
            var next = schedule.Next(moment);
            Assert.True(next > moment);
            moment = next;
        }
    }

    private static int Count(string text)
    {
        var schedule = ScheduleText.Read(text, Berlin)!;
        var (moment, end, count) = (Moment("2025-12-31T23:00:00Z") - TimeSpan.FromTicks(1), Moment("2026-12-31T23:00:00Z"), 0);
        while ((moment = schedule.Next(moment)) < end)
        {
            count++;
        }

        return count;
    }

    private static DateTimeOffset Next(string text, string after) => ScheduleText.Read(text, Berlin)!.Next(Moment(after));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
