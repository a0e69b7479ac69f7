using CdcFunctions.Postgres.Apply;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Host.Hosting;

/// <summary>Gives memory back to the machine when no records come: the runtime collects only while something is allocated, so an idle process would keep its last load's memory, and the code of its start.</summary>
internal sealed class IdleMemory(ApplyTally tally, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var quiet = new QuietPeriod();
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (quiet.HasBegun(tally.Consumed))
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    ResidentMemory.LetGo();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
