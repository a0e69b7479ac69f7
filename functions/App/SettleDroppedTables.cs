using CdcFunctions.Postgres.Apply;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Marks target tables whose source table is gone: only schema-change records tell that, no event does.</summary>
public sealed class SettleDroppedTables(DroppedTables dropped)
{
    /// <summary>Runs every five minutes.</summary>
    [Function(nameof(SettleDroppedTables))]
    [FixedDelayRetry(3, "00:01:00")]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) => dropped.RunAsync(cancellation);
}
