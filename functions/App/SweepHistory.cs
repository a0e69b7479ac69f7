using CdcFunctions.Postgres.Retention;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Deletes settled dead letters and old table versions every night, when little else happens.</summary>
public sealed class SweepHistory(HistorySweep sweep)
{
    /// <summary>Runs at 03:00 in the zone of the timers.</summary>
    [Function(nameof(SweepHistory))]
    [FixedDelayRetry(3, "00:01:00")]
    public Task Run([TimerTrigger("0 0 3 * * *")] TimerInfo timer, CancellationToken cancellation) => sweep.RunAsync(cancellation);
}
