using CdcFunctions.Postgres.Apply.Wire.Times;

namespace CdcFunctions.Unit.Postgres.Wire;

public class CivilDateTests
{
    [Fact]
    public void Days_and_dates_agree_with_the_framework_for_every_day_it_has()
    {
        var epoch = new DateOnly(1970, 1, 1).DayNumber;
        for (var number = DateOnly.MinValue.DayNumber; number <= DateOnly.MaxValue.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            var date = CivilDate.FromUnixDays(number - epoch);
            if (date != new CivilDate(day.Year, day.Month, day.Day) || date.ToUnixDays() != number - epoch || !date.Exists)
            {
                Assert.Fail($"{day} came out as {date}");
            }
        }
    }

    [Theory]
    [InlineData(-2_440_588, -4713, 11, 24)]
    [InlineData(2_145_042_905, 5_874_897, 12, 31)]
    public void The_calendar_goes_as_far_as_PostgreSQL(long days, long year, int month, int day)
    {
        Assert.Equal(new CivilDate(year, month, day), CivilDate.FromUnixDays(days));
        Assert.Equal(days, new CivilDate(year, month, day).ToUnixDays());
    }

    [Theory]
    [InlineData(1900, 2, 29)]
    [InlineData(2026, 4, 31)]
    [InlineData(2026, 0, 1)]
    public void Days_that_are_not_there_do_not_exist(long year, int month, int day)
        => Assert.False(new CivilDate(year, month, day).Exists);
}
