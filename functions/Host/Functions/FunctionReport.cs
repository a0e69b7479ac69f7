using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

/// <summary>Says at start what runs, what does not and why, and which settings have no effect.</summary>
internal sealed partial class FunctionReport(FunctionCatalog catalog, ILogger<FunctionReport> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in catalog.Disabled)
        {
            Log.Disabled(logger, function.Name, function.Reason);
        }

        foreach (var timer in catalog.TimerTriggers)
        {
            Log.Timer(logger, timer.Function.Name, timer.Schedule.Text, timer.IsMonitored);
        }

        foreach (var setting in catalog.IgnoredSettings)
        {
            Log.Ignored(logger, setting.Path, setting.Reason);
        }

        if (catalog.KafkaTriggers.Count + catalog.TimerTriggers.Count == 0)
        {
            Log.NothingToRun(logger);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
