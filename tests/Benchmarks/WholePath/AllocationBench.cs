using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Bytes allocated for an event on the whole path. The host runs inside this process here, since only its own runtime counts them.</summary>
internal sealed class AllocationBench(BenchContext bench)
{
    private static readonly LogOptions Quiet = new() { Level = Serilog.Events.LogEventLevel.Error };

    /// <summary>Measures inserts after a warm-up.</summary>
    public async Task RunAsync()
    {
        var form = new EventForm(Dialect.Scylla, 800, WithSchema: false);
        var events = Math.Min(bench.Scale.Events, LoadedTopic.Capacity(bench.Kafka, form));
        var topic = new LoadedTopic(bench.Kafka, form, "allocated");
        await topic.CreateAsync();
        topic.Fill(events, isInsert: true);
        var options = new CdcOptions
        {
            Postgres = new PostgresOptions { ConnectionString = bench.ConnectionString },
            Kafka = new KafkaOptions { Brokers = bench.Kafka.BootstrapServers, ConsumerGroup = "allocated" },
            Host = new HostOptions { Listen = "127.0.0.1:0" },
            Sources = [BenchSource.Of(form) with { Topics = [topic.Name], Schema = "bench" }],
        };
        await using (var host = await new HostLauncher(Quiet).StartAsync(options, CancellationToken.None))
        {
            await Wait.ForAsync(() => host.Tally.Consumed >= events / 4);
            var (first, bytes) = (host.Tally.Consumed, GC.GetTotalAllocatedBytes());
            await Wait.ForAsync(() => host.Tally.Consumed >= events);
            var each = (GC.GetTotalAllocatedBytes() - bytes) / (double)(events - first);
            bench.Report.Add(Figure.Of("allocated", "B/event", "on the whole path, 800 B payload: key and value as the Kafka client hands them over are most of it", [each]));
        }

        await bench.RequireAsync("rows", $"(select count(*) from bench.allocated) = {events}");
    }
}
