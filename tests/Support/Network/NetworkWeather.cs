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
        if (rest <= TimeSpan.Zero)
        {
            return true;
        }

        var passed = Task.Delay(rest is { } left ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : Timeout.InfiniteTimeSpan, time, cancellation);
        await await Task.WhenAny(passed, _changed.Task);

        // A timer goes by a coarser clock and may end some milliseconds early.
        return passed.IsCompleted && (fault == NetworkFault.Slow || Rest(since) <= TimeSpan.Zero);
    }

    // Null for never. Not the infinite time span: that is -1 ms, and so may be what is left.
    private TimeSpan? Rest(long since) => fault switch
    {
        NetworkFault.Blackhole => null,
        NetworkFault.Slow => SlowTurn,
        NetworkFault.Latency => delay + TimeSpan.FromMilliseconds(250) - time.GetElapsedTime(since),
        _ => delay - time.GetElapsedTime(since),
    };
}
