using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

/// <summary>Starts and stops the timer functions of this process.</summary>
internal sealed class TimerListeners(
    IReadOnlyList<TimerTrigger> triggers, FunctionInvoker invoker, ITimerStore store, TimerListenerOptions options, TimeProvider time, ILogger<TimerListener> logger)
    : IHostedService, ITimerListeners, IDisposable
{
    private readonly TimerListener[] _listeners = [.. triggers.Select(trigger => new TimerListener(trigger, invoker, store, options, time, logger))];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners)
        {
            listener.Start();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));

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
