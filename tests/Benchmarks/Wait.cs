namespace CdcFunctions.Benchmarks;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Looks every millisecond.</summary>
    /// <exception cref="TimeoutException">It did not come true within minutes.</exception>
    public static Task ForAsync(Func<bool> condition) => ForAsync(() => Task.FromResult(condition()), TimeSpan.FromMilliseconds(1));

    /// <summary>Looks as often as told.</summary>
    /// <exception cref="TimeoutException">It did not come true within minutes.</exception>
    public static async Task ForAsync(Func<Task<bool>> condition, TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause);
        using var timeout = new CancellationTokenSource(Longest);
        while (!await condition())
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
