using CdcFunctions.Postgres.Watch;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Reports tables that have gone quiet against their usual rate, and dead letters and migrations that nobody settles.</summary>
public sealed class ReportQuietTables(QuietWatch watch)
{
    /// <summary>Runs every five minutes.</summary>
    [Function(nameof(ReportQuietTables))]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) => watch.RunAsync(cancellation);
}
