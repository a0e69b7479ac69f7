namespace CdcFunctions.Host.Timers;

/// <summary>The timer functions of this process.</summary>
public interface ITimerListeners
{
    /// <summary>One snapshot for each. Thread-safe.</summary>
    IReadOnlyList<TimerSnapshot> Snapshots();

    /// <summary>Runs a function now, once, under its lease; its schedule stays. Null when there is no such timer function here.</summary>
    Task<TimerRun?> RunNowAsync(string function, CancellationToken cancellation);
}
