using System.Diagnostics;
using CdcFunctions.Benchmarks.Workload;
using Confluent.Kafka;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Produces at a steady rate and remembers when each event was handed to the broker's client.</summary>
internal static class SteadyProducer
{
    /// <summary>Produces for the warm-up and then for the time that counts.</summary>
    public static async Task<SteadyLoad> RunAsync(LoadedTopic topic, IProducer<byte[], byte[]> producer, long firstKey, double rate, TimeSpan warmUp, TimeSpan time)
    {
        var load = new SteadyLoad(firstKey);
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (clock.Elapsed < warmUp + time)
        {
            if (load.First == 0 && clock.Elapsed >= warmUp)
            {
                load.First = load.Count;
            }

            for (var due = (long)(clock.Elapsed.TotalSeconds * rate); load.Count < due;)
            {
                var id = load.Add(TimeProvider.System.GetUtcNow());
                topic.Produce(producer, id, id + 1, isInsert: true);
            }

            await timer.WaitForNextTickAsync();
        }

        producer.Flush(CancellationToken.None);
        return load;
    }
}
