namespace CdcFunctions.Benchmarks;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Looks every millisecond.</summary>
    /// <exception cref="TimeoutException">It did not come true within minutes.</exception>
    public static async Task ForAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        using var timeout = new CancellationTokenSource(Longest);
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"Not within {Longest}.", late);
            }
        }
    }
}
