using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Npgsql;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>
/// Time from produce to the commit that makes the row visible, of a process that is warm, at shares of the throughput it reached while
/// producer, broker, host and PostgreSQL shared the machine as they do here.
/// </summary>
internal sealed class LatencyBench(BenchContext bench)
{
    private const string Table = "steady";

    // What Kafka's own clients wait by default to fill a request; it counts as latency.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    // At a new rate the broker's own compiler takes a sixth of the machine for some seconds.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)];

    /// <summary>Measures the highest throughput with the producer beside it, then each load.</summary>
    public async Task RunAsync()
    {
        if (bench.Kafka is MockKafka)
        {
            Console.WriteLine("Latency is not measured: the mock cluster answers a fetch with one batch of the producer, so what would be measured is how fast it does. Set CDC_PARTS or CDC_TEST_KAFKA.");
            return;
        }

        var form = new EventForm(Dialect.Scylla, 800, WithSchema: false);
        var topic = new LoadedTopic(bench.Kafka, form, Table);
        await topic.CreateAsync();
        var loads = new List<(int Share, double Rate, SteadyLoad Events)>();
        double highest;
        await using (var host = BenchHost.Start(bench, "steady", BenchSource.Of(form) with { Topics = [topic.Name] }))
        {
            using var producer = topic.Producer(Linger);
            var (produced, rate) = await LiveThroughput.RunAsync(topic, producer, host, bench.Scale);
            highest = rate;
            foreach (var share in bench.Scale.Loads)
            {
                // What came before has left log segments that only a checkpoint makes fit to be used again.
                await bench.ExecuteAsync("checkpoint");
                var load = await SteadyProducer.RunAsync(topic, producer, produced, highest * share / 100, WarmUp, bench.Scale.LatencyTime);
                produced += load.Count;
                await host.CommittedAsync(produced);
                loads.Add((share, highest * share / 100, load));
            }

            await bench.RequireAsync("rows", $"(select count(*) from bench.{Table}) = {produced}");
        }

        bench.Report.Add(Figure.Of("path-live", "events/s", "whole path while the events are produced on the same machine, at most a second behind", [highest]));
        await using var database = NpgsqlDataSource.Create(bench.ConnectionString);
        foreach (var (share, rate, events) in loads)
        {
            await ReportAsync(database, share, rate, events);
        }
    }

    private async Task ReportAsync(NpgsqlDataSource database, int share, double rate, SteadyLoad events)
    {
        var sorted = await events.LatenciesAsync(database, $"bench.{Table}");
        foreach (var (name, part) in Quantiles)
        {
            bench.Report.Add(Figure.Of(
                share == 50 ? $"latency-{name}" : $"latency-{name}-at-{share}",
                "ms",
                $"produce to commit at {share} % of path-live: {rate:#,0} events/s, {sorted.Count:#,0} events",
                [sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))]]));
        }
    }
}
