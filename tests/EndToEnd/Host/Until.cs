using Npgsql;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>Waits for a condition of another process.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns once the condition holds; a server that is away makes it not hold.</summary>
    /// <exception cref="TimeoutException">It did not within this time; the message says what was waited for.</exception>
    public static async Task TrueAsync(Func<Task<bool>> isTrue, TimeSpan longest, Func<string> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (!await HoldsAsync(isTrue))
        {
            if (TimeProvider.System.GetElapsedTime(started) > longest)
            {
                throw new TimeoutException($"Within {longest} there was no {what()}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Asks until the server answers, and returns the answer.</summary>
    /// <exception cref="TimeoutException">It was away for this time.</exception>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> ask, TimeSpan longest, Func<string> what)
    {
        var answer = default(T);
        await TrueAsync(
            async () =>
            {
                answer = await ask();
                return true;
            },
            longest,
            what);
        return answer!;
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> isTrue)
    {
        try
        {
            return await isTrue();
        }
        catch (Exception away) when (away is NpgsqlException or HttpRequestException)
        {
            return false;
        }
    }
}
