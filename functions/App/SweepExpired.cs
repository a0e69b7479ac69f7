using CdcFunctions.Postgres.Retention.Expiry;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Takes rows and cells away whose time to live is over.</summary>
public sealed class SweepExpired(ExpirySweep sweep)
{
    /// <summary>Runs twice in <c>retention.expiredWithin</c>.</summary>
    [Function(nameof(SweepExpired))]
    public Task Run([TimerTrigger("%Retention:ExpirySchedule%")] TimerInfo timer, CancellationToken cancellation) => sweep.RunAsync(cancellation);
}
