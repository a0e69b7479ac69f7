using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

/// <summary>Starts and stops the timer functions of this process.</summary>
internal sealed class TimerListeners(
    IReadOnlyList<TimerTrigger> triggers, FunctionInvoker invoker, ITimerStore store, TimerListenerOptions options, TimeProvider time, ILogger<TimerListener> logger)
    : ITimerListeners, IDisposable
{
    private readonly TimerListener[] _listeners = [.. triggers.Select(trigger => new TimerListener(trigger, invoker, store, options, time, logger))];

    /// <summary>Lets all follow their schedules.</summary>
    public void Start() => Array.ForEach(_listeners, static listener => listener.Start());

    /// <summary>Stops all; see <see cref="TimerListener.StopAsync"/>.</summary>
    public Task StopAsync(CancellationToken cancellation) => Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellation)));

    /// <inheritdoc/>
    public IReadOnlyList<TimerSnapshot> Snapshots() => [.. _listeners.Select(listener => listener.Snapshot())];

    /// <inheritdoc/>
    public async Task<TimerRun?> RunNowAsync(string function, CancellationToken cancellation)
        => _listeners.FirstOrDefault(listener => string.Equals(listener.Name, function, StringComparison.OrdinalIgnoreCase)) is { } found
            ? await found.RunNowAsync(cancellation)
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }
}
