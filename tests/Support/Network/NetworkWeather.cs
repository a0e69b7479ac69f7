namespace CdcFunctions.Support.Network;

/// <summary>What a <see cref="FaultProxy"/> does from one moment to the next.</summary>
internal sealed class NetworkWeather(NetworkFault? fault, TimeProvider time, TimeSpan delay)
{
    private const int SlowBytes = 400;

    private static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The fault, or null.</summary>
    public NetworkFault? Fault => fault;

    /// <summary>Most bytes that pass at once.</summary>
    public int MostBytes => fault == NetworkFault.Slow ? SlowBytes : int.MaxValue;

    /// <summary>Other weather has come.</summary>
    public void Change() => _changed.TrySetResult();

    /// <summary>Waits until bytes that came in at this moment may pass, or the weather changes.</summary>
    /// <returns>False when it has changed, or when it is not time yet: it must be asked again.</returns>
    public async Task<bool> PassesAsync(long since, CancellationToken cancellation)
    {
        var rest = Rest(since);
        if (rest.Ticks <= 0 && rest != Timeout.InfiniteTimeSpan)
        {
            return true;
        }

        var passed = Task.Delay(rest == Timeout.InfiniteTimeSpan ? rest : TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), time, cancellation);
        await await Task.WhenAny(passed, _changed.Task);

        // A timer goes by a coarser clock and may end some milliseconds early.
        return passed.IsCompleted && (fault == NetworkFault.Slow || Rest(since).Ticks <= 0);
    }

    private TimeSpan Rest(long since) => fault switch
    {
        NetworkFault.Blackhole => Timeout.InfiniteTimeSpan,
        NetworkFault.Slow => SlowTurn,
        NetworkFault.Latency => delay + TimeSpan.FromMilliseconds(250) - time.GetElapsedTime(since),
        _ => delay - time.GetElapsedTime(since),
    };
}
