using CdcFunctions.Host.Timers;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Host.Hosting;

/// <summary>Starts the timer functions when their schedules have a place, and stops them with the host.</summary>
internal sealed class TimersAtStart(Preparation preparation, TimerListeners timers) : BackgroundService
{
    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await timers.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await preparation.Migrated.WaitAsync(stoppingToken);
            timers.Start();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops before PostgreSQL has answered.
        }
    }
}
