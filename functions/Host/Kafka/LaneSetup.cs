using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka.Buffers;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>What all lanes of one listener share.</summary>
/// <param name="Options">Limits and times.</param>
/// <param name="Handler">What is done with a batch.</param>
/// <param name="Slots">As many as lanes may run at once; a lane that waits for a retry gives its slot back.</param>
/// <param name="Time">The clock.</param>
/// <param name="Threads">Where batches run.</param>
/// <param name="Logger">Where lanes report.</param>
internal sealed record LaneSetup(ListenerOptions Options, IBatchHandler Handler, SemaphoreSlim Slots, TimeProvider Time, ThreadProvider Threads, ILogger Logger)
{
    /// <summary>Buffers for what is queued.</summary>
    public BufferPool Buffers { get; } = new();
}
