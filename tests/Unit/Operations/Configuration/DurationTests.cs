using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    public void A_number_and_a_unit_is_a_duration(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("-1s")]
    [InlineData("30 s")]
    [InlineData("30S")]
    [InlineData("1h30m")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("99999999999999999999d")]
    [InlineData("99999999d")]
    public void Anything_else_is_none(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("24 hours", "24h")]
    [InlineData("23 Hours", "23h")]
    [InlineData("5min", "5m")]
    [InlineData("00:05:00", "5m")]
    [InlineData("90 sec", "90s")]
    [InlineData("soon", null)]
    [InlineData("30", null)]
    public void Other_spellings_are_translated(string text, string? expected) => Assert.Equal(expected, Duration.Suggest(text));

    [Theory]
    [InlineData("7d")]
    [InlineData("25h")]
    [InlineData("90m")]
    [InlineData("1500ms")]
    [InlineData("0s")]
    public void What_is_written_reads_back(string text)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(text, Duration.Format(value));
    }
}
