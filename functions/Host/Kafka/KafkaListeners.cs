using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Starts and stops the listeners of this process: one for each Kafka-triggered function.</summary>
internal sealed class KafkaListeners(
    IReadOnlyList<KafkaTrigger> triggers, ListenerOptions options, FunctionInvoker invoker, IGroupConsumerFactory consumers, IPartitionPositions positions,
    TimeProvider time, Random chance, ILogger<KafkaListener> logger) : IHostedService, IKafkaListeners, IDisposable
{
    private readonly KafkaListener[] _listeners =
        [.. triggers.Select(trigger => new KafkaListener(trigger, new FunctionBatchHandler(trigger.Function, invoker), consumers, positions, options, time, chance, logger))];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners)
        {
            listener.Start();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));

    /// <inheritdoc/>
    public IReadOnlyList<ListenerSnapshot> Snapshots() => [.. _listeners.Select(listener => listener.Snapshot())];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }
}
