using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;
using Npgsql;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Time from produce to the commit that makes the row visible, at shares of the highest throughput. Producer, broker, host and PostgreSQL share the machine.</summary>
internal sealed class LatencyBench(BenchContext bench)
{
    // For a run of this part alone.
    private const double UsualThroughput = 60_000;

    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)];

    /// <summary>Measures each load.</summary>
    public async Task RunAsync()
    {
        var highest = bench.Report.Median("path-insert") ?? UsualThroughput;
        foreach (var load in bench.Scale.Loads)
        {
            await LoadAsync(load, highest * load / 100);
        }
    }

    private async Task LoadAsync(int load, double rate)
    {
        var form = new EventForm(Dialect.Scylla, 800, WithSchema: false);
        var table = $"steady_{load}";
        var topic = new LoadedTopic(bench.Kafka, form, table);
        await topic.CreateAsync();
        SteadyLoad produced;
        await using (var host = BenchHost.Start(bench, $"steady-{load}", BenchSource.Of(form) with { Topics = [topic.Name] }))
        {
            using var producer = topic.Producer(TimeSpan.Zero);
            topic.Produce(producer, 0, 0, isInsert: true);
            await host.CommittedAsync(1);
            produced = await SteadyProducer.RunAsync(topic, producer, rate, bench.Scale.LatencyTime, bench.Scale.LatencyTime);
            await host.CommittedAsync(produced.Count + 1);
        }

        await bench.RequireAsync("rows", $"(select count(*) from bench.{table}) = {produced.Count + 1}");
        await using var database = NpgsqlDataSource.Create(bench.ConnectionString);
        var sorted = await produced.LatenciesAsync(database, $"bench.{table}");
        foreach (var (name, share) in Quantiles)
        {
            bench.Report.Add(Figure.Of(
                load == 50 ? $"latency-{name}" : $"latency-{name}-at-{load}",
                "ms",
                $"produce to commit at {load} % of the highest throughput: {rate:#,0} events/s, {sorted.Count:#,0} events",
                [sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))]]));
        }
    }
}
