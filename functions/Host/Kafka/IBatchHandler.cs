using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>What a lane does with a batch.</summary>
internal interface IBatchHandler
{
    /// <summary>Returns when every record is handled; says so by <see cref="BatchRun.Done"/> as far as it got, also before it throws.</summary>
    Task RunAsync(KafkaRecord[] batch, BatchRun run);
}
