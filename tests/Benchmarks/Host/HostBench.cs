using System.Diagnostics;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Benchmarks.Host;

/// <summary>Consuming and invoking alone: topics that are full, and a function that does nothing.</summary>
internal sealed class HostBench(BenchContext bench)
{
    // Less would be over before the clock can tell.
    private const long Least = 300_000;

    private const int Rounds = 3;

    /// <summary>Measures records a second from the first to the last.</summary>
    public async Task RunAsync()
    {
        var form = new EventForm(Dialect.Scylla, 500, WithSchema: false);
        var topic = new LoadedTopic(bench.Kafka, form, "idle");
        var events = Math.Min(Math.Max(bench.Scale.Events, Least), LoadedTopic.Capacity(bench.Kafka, form));
        await topic.CreateAsync();
        topic.Fill(events, isInsert: true);
        await RoundAsync(bench.Kafka, form, events, "host-warm");
        var rounds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await RoundAsync(bench.Kafka, form, events, $"host-{round}"));
        }

        bench.Report.Add(Figure.Of("host", "records/s", $"function that does nothing, 500 B, {topic.Partitions} partitions, {bench.Kafka.Kind}", rounds));
    }

    private static async Task<double> RoundAsync(ITestKafka kafka, EventForm form, long events, string group)
    {
        var options = new CdcOptions
        {
            Kafka = new KafkaOptions { Brokers = kafka.BootstrapServers, ConsumerGroup = group },
            Sources = [BenchSource.Of(form) with { Topics = [@"^bench\.shop\.idle"] }],
        };
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddFunctions(builder.Configuration, options, hostJsonDirectory: null, typeof(Nothing).Assembly);
        builder.Services.AddSingleton<IPartitionPositions, NoPositions>();
        builder.Services.AddLogging();
        builder.Services.AddKafkaListeners();
        using var host = builder.Build();
        var before = Nothing.Seen;
        await host.StartAsync();
        await Wait.ForAsync(() => Nothing.Seen > before);
        var (first, clock) = (Nothing.Seen, Stopwatch.StartNew());
        await Wait.ForAsync(() => Nothing.Seen - before >= events);
        var rate = (Nothing.Seen - first) / clock.Elapsed.TotalSeconds;
        await host.StopAsync();
        return rate;
    }

    private sealed class NoPositions : IPartitionPositions
    {
        public Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
            => Task.FromResult(new PartitionPosition(1, 0));

        public void Release(string consumerGroup, string topic, int partition)
        {
        }
    }
}
