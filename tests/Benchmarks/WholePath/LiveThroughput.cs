using System.Diagnostics;
using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Workload;
using Confluent.Kafka;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Finds what the whole path carries while the events are being produced: the producer never runs further ahead than a window.</summary>
internal static class LiveThroughput
{
    // Enough for all lanes to have full batches, little enough to be worked off within a second.
    private const int Window = 40_000;

    /// <summary>Warms up, then measures.</summary>
    /// <returns>Events produced from key 0, all committed, and committed events a second after the warm-up.</returns>
    public static async Task<(long Produced, double Rate)> RunAsync(LoadedTopic topic, IProducer<byte[], byte[]> producer, BenchHost host, BenchScale scale)
    {
        var produced = await KeepAheadAsync(topic, producer, host, 0, scale.WarmUp);
        var begun = Stopwatch.GetTimestamp();
        var until = await KeepAheadAsync(topic, producer, host, produced, scale.Events);
        return (until, (until - produced) / Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private static async Task<long> KeepAheadAsync(LoadedTopic topic, IProducer<byte[], byte[]> producer, BenchHost host, long from, long events)
    {
        var (next, end) = (from, from + events);
        while (next < end)
        {
            var limit = Math.Min(end, await host.CommittedAsync() + Window);
            for (; next < limit; next++)
            {
                topic.Produce(producer, next, next + 1, isInsert: true);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return await host.CommittedAsync(end);
    }
}
