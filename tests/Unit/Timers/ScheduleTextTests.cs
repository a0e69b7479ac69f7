using CdcFunctions.Host.Timers;

namespace CdcFunctions.Unit.Timers;

public sealed class ScheduleTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("*/5 * * * *", 300)]
    [InlineData("*/5 * * * * *", 5)]
    public void Five_fields_six_fields_and_times_are_schedules(string text, int seconds)
        => Assert.Equal(Now.AddSeconds(seconds), ScheduleText.Read(text, TimeZoneInfo.Utc)!.Next(Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    [InlineData("61 * * * *")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    public void Anything_else_is_none(string text) => Assert.Null(ScheduleText.Read(text, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void Schedules_below_a_minute_are_known(string text, bool isSubMinute) => Assert.Equal(isSubMinute, ScheduleText.Read(text, TimeZoneInfo.Utc)!.IsSubMinute(Now));
}
