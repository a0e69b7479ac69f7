using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.WholePath;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;
using Npgsql;

namespace CdcFunctions.Benchmarks.Memory;

/// <summary>A burst into one partition of one table, while another table goes on: what the process holds, and whether the other waits.</summary>
internal sealed class BurstBench(BenchContext bench)
{
    private const double OtherRate = 200;

    /// <summary>Measures one burst.</summary>
    public async Task RunAsync()
    {
        var form = new EventForm(Dialect.Scylla, 800, WithSchema: false);
        var rows = Math.Min(bench.Scale.BurstRows, LoadedTopic.Capacity(bench.Kafka, form));
        var (burst, other) = (new LoadedTopic(bench.Kafka, form, "burst", partitions: 1), new LoadedTopic(bench.Kafka, form, "other", partitions: 1));
        await burst.CreateAsync();
        await other.CreateAsync();
        using var producer = other.Producer(TimeSpan.Zero);
        other.Produce(producer, 0, 0, isInsert: true);
        SteadyLoad steady;
        double peak;
        await using (var host = BenchHost.Start(bench, "burst", BenchSource.Of(form) with { Topics = [burst.Name, other.Name] }))
        {
            await host.CommittedAsync(1);
            var filling = Task.Run(() => burst.Fill(rows, isInsert: true));
            steady = await SteadyProducer.RunAsync(other, producer, 1, OtherRate, TimeSpan.FromSeconds(1), bench.Scale.LatencyTime);
            await filling;
            await host.CommittedAsync(rows + steady.Count + 1);
            peak = ProcessMemory.Peak(host.Id);
        }

        await bench.RequireAsync("rows", $"(select count(*) from bench.burst) = {rows} and (select count(*) from bench.other) = {steady.Count + 1}");
        await using var database = NpgsqlDataSource.Create(bench.ConnectionString);
        var latencies = await steady.LatenciesAsync(database, "bench.other");
        bench.Report.Add(Figure.Of("memory-burst", "MB", $"most resident memory, {rows:#,0} rows into one partition as fast as the broker takes them", [peak]));
        bench.Report.Add(Figure.Of("burst-other-p99", "ms", $"produce to commit of another table meanwhile, {OtherRate:0} events/s", [latencies[(int)(latencies.Count * 0.99)]]));
        bench.Report.Add(Figure.Of("burst-other-max", "ms", "the same, slowest of all", [latencies[^1]]));
    }
}
