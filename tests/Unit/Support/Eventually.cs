using System.Diagnostics;

namespace CdcFunctions.Unit.Support;

/// <summary>Waits for work on other threads, as briefly as it takes.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> claim, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!claim())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"never came true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
