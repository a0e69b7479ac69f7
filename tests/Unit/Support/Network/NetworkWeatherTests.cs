using CdcFunctions.Support.Network;

namespace CdcFunctions.Unit.Support.Network;

public sealed class NetworkWeatherTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(6)] // -1 ms are left, which is also how an endless wait is written
    [InlineData(60)]
    public async Task Bytes_whose_time_has_come_pass_however_late_it_is(int milliseconds)
    {
        var time = new ManualTime();
        var weather = new NetworkWeather(fault: null, time, TimeSpan.FromMilliseconds(5));
        var since = time.GetTimestamp();

        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        var passing = weather.PassesAsync(since, CancellationToken.None);

        Assert.True(passing.IsCompleted && await passing);
    }

    [Fact]
    public async Task Through_a_black_hole_nothing_passes_until_the_weather_changes()
    {
        var time = new ManualTime();
        var weather = new NetworkWeather(NetworkFault.Blackhole, time, TimeSpan.Zero);

        var passing = weather.PassesAsync(time.GetTimestamp(), CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(passing.IsCompleted);

        weather.Change();
        Assert.False(await passing);
    }
}
