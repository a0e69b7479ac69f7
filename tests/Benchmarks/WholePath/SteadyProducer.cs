using System.Diagnostics;
using CdcFunctions.Benchmarks.Workload;
using Confluent.Kafka;
using Npgsql;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Produces at a steady rate and remembers when each event was handed to the broker's client.</summary>
internal static class SteadyProducer
{
    /// <summary>Produces for this long.</summary>
    public static async Task<SteadyLoad> RunAsync(LoadedTopic topic, double rate, TimeSpan time)
    {
        using var producer = topic.Producer();
        var load = new SteadyLoad(topic.Name);
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (clock.Elapsed < time)
        {
            for (var due = (long)(clock.Elapsed.TotalSeconds * rate); load.Count < due;)
            {
                var id = load.Add(TimeProvider.System.GetUtcNow());
                topic.Produce(producer, id, id, isInsert: true);
            }

            await timer.WaitForNextTickAsync();
        }

        producer.Flush(CancellationToken.None);
        return load;
    }
}
