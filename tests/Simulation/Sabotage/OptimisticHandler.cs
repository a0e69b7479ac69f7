using CdcFunctions.Host.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Calls a batch handled after its first failure.</summary>
internal sealed class OptimisticHandler(IBatchHandler handler) : IBatchHandler
{
    /// <inheritdoc/>
    public async Task RunAsync(KafkaRecord[] batch, BatchRun run)
    {
        using var first = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, first.Token);
        try
        {
            await handler.RunAsync(batch, run with { Stopping = either.Token, Failed = attempt => first.Cancel() });
        }
        catch (Exception) when (!run.Stopping.IsCancellationRequested)
        {
            run.Done(batch[^1]);
        }
    }
}
