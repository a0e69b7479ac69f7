namespace CdcFunctions.Integration.Postgres;

/// <summary>Times two loads that take turns batch by batch, so that a busy machine and code that is still being compiled slow both alike. The first third is not counted.</summary>
internal static class TakingTurns
{
    public static async Task<(int Turns, TimeSpan First, TimeSpan Second)> TimeAsync(int turns, Func<int, Task> first, Func<int, Task> second)
    {
        var (warm, times) = (turns / 3, new TimeSpan[2]);
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var (load, n) in new[] { (first, 0), (second, 1) })
            {
                var start = TimeProvider.System.GetTimestamp();
                await load(turn);
                times[n] += turn < warm ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(start);
            }
        }

        return (turns - warm, times[0], times[1]);
    }
}
