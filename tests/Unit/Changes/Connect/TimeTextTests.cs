using System.Text;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Unit.Changes.Connect;

public sealed class TimeTextTests
{
    [Fact]
    public void Days_and_dates_agree_with_the_calendar_over_every_day_of_DateTime()
    {
        var epoch = new DateOnly(1970, 1, 1).DayNumber;
        for (var day = DateOnly.MinValue.DayNumber; day <= DateOnly.MaxValue.DayNumber; day += 13)
        {
            var date = DateOnly.FromDayNumber(day);

            Assert.Equal(day - epoch, CivilDate.ToDays(date.Year, date.Month, date.Day));
            Assert.Equal((date.Year, date.Month, date.Day), CivilDate.FromDays(day - epoch));
        }
    }

    [Theory]
    [InlineData("0000-02-29", -719469)]
    [InlineData("-0044-03-15", -735525)]
    [InlineData("+12345-01-01", 3789391)]
    [InlineData("1970-01-01", 0)]
    public void Dates_of_any_year_are_read(string text, long days)
    {
        Assert.True(Iso8601.TryDate(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(days, read);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-01-00")]
    [InlineData("24-01-01")]
    [InlineData("2024-01-01x")]
    [InlineData("")]
    public void What_is_no_date_is_refused(string text) => Assert.False(Iso8601.TryDate(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("04:05:11.7891234Z", 14_711_789_123, true)]
    [InlineData("04:05:11.789123000", 14_711_789_123, false)]
    [InlineData("23:59", 86_340_000_000, false)]
    public void Times_are_cut_to_microseconds(string text, long microseconds, bool isTruncated)
    {
        Assert.True(Iso8601.TryTime(Encoding.UTF8.GetBytes(text), out var read, out _, out var cut));
        Assert.Equal((microseconds, isTruncated), (read, cut));
    }

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("12:60:00")]
    [InlineData("12:00:61")]
    [InlineData("12:00:00.")]
    [InlineData("12")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Iso8601.TryTime(Encoding.UTF8.GetBytes(text), out _, out _, out _));

    [Theory]
    [InlineData("2026-08-20T12:23:45.456789-03:30", -12_600)]
    [InlineData("1600-01-01T00:00-14:00", -50_400)]
    [InlineData("1883-11-18 12:00:00+00:36:45", 2_205)]
    public void Offsets_may_have_any_minutes_and_seconds(string text, long offset)
    {
        Assert.True(Iso8601.TryTimestamp(Encoding.UTF8.GetBytes(text), out _, out var read, out var hasOffset, out _));
        Assert.Equal((offset, true), (read, hasOffset));
    }

    [Fact]
    public void A_timestamp_beyond_64_bits_is_refused()
        => Assert.False(Iso8601.TryTimestamp("+999999999-01-01T00:00:00Z"u8, out _, out _, out _, out _));

    [Theory]
    [InlineData("1mo2d12h30m5s", 1, 2, 45_005_000_000)]
    [InlineData("-1mo2d3h", -1, -2, -10_800_000_000)]
    [InlineData("1y2mo3w4d5h6m7s8ms9us10ns", 14, 25, 18_367_008_009)]
    [InlineData("89h4m48s", 0, 0, 320_688_000_000)]
    [InlineData("P1Y2M3DT4H5M6.7S", 14, 3, 14_706_700_000)]
    [InlineData("-P1DT-1H", 0, -1, 3_600_000_000)]
    [InlineData("PT0S", 0, 0, 0)]
    [InlineData("P2W", 0, 14, 0)]
    public void Durations_keep_months_days_and_time_apart(string text, int months, int days, long microseconds)
    {
        Assert.True(DurationText.TryParse(Encoding.UTF8.GetBytes(text), out var value, out _));
        Assert.Equal(new IntervalValue(months, days, microseconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("1x")]
    [InlineData("h")]
    [InlineData("P1.5D")]
    [InlineData("999999999999999999y")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("10ns", true)]
    [InlineData("1000ns", false)]
    public void Nanoseconds_of_a_duration_are_cut_and_told(string text, bool isTruncated)
    {
        Assert.True(DurationText.TryParse(Encoding.UTF8.GetBytes(text), out _, out var cut));
        Assert.Equal(isTruncated, cut);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0.50", true)]
    [InlineData("1E+3", true)]
    [InlineData("1e-20", true)]
    [InlineData("NaN", true)]
    [InlineData("-Infinity", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1E", false)]
    [InlineData("1E99999999", false)]
    [InlineData("0x10", false)]
    [InlineData("1 ", false)]
    public void Decimal_text_is_told_from_other_text(string text, bool isValid) => Assert.Equal(isValid, DecimalText.IsValid(Encoding.UTF8.GetBytes(text)));
}
