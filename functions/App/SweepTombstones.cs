using CdcFunctions.Postgres.Retention;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Forgets old deletes every night, when little else happens.</summary>
public sealed class SweepTombstones(TombstoneSweep sweep)
{
    /// <summary>Runs at 02:30 in the zone of the timers.</summary>
    [Function(nameof(SweepTombstones))]
    [FixedDelayRetry(3, "00:01:00")]
    public Task Run([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken cancellation) => sweep.RunAsync(cancellation);
}
