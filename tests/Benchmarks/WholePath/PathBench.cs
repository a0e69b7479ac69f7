using System.Diagnostics;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Npgsql;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>The whole path: a full topic, the real host, rows in PostgreSQL; and the time from produce to commit at a steady rate.</summary>
internal sealed class PathBench(ITestKafka kafka, string connectionString, BenchReport report, BenchScale scale)
{
    private static readonly LogOptions Quiet = new() { Level = Serilog.Events.LogEventLevel.Error };

    /// <summary>Measures throughput, then latency at half of it.</summary>
    public async Task RunAsync()
    {
        var (inserts, updates, cpu, server, bytes) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < scale.Rounds; round++)
        {
            var form = new EventForm(Dialect.Scylla, scale.PayloadBytes, WithSchema: false);
            var topic = new LoadedTopic(kafka, form, $"path{round}");
            await topic.FillAsync(scale.Events, isInsert: true);
            var insert = await DrainAsync(form, topic, $"path-{round}", scale.Events);
            await topic.FillAsync(scale.Events, isInsert: false, firstStep: scale.Events + 1);
            var update = await DrainAsync(form, topic, $"path-{round}", scale.Events);
            await CheckAsync(topic, $"path{round}");
            inserts.Add(insert.Rate);
            updates.Add(update.Rate);
            cpu.Add(insert.CpuSeconds / scale.Events * 1e6);
            server.Add(insert.ServerCpuSeconds / scale.Events * 1e6);
            bytes.Add(insert.AllocatedBytes / scale.Events);
        }

        var what = $"{scale.PayloadBytes} B without schema, {kafka.Kind}";
        report.Add(Figure.Of("path-insert", "events/s", what, inserts));
        report.Add(Figure.Of("path-update", "events/s", what, updates));
        report.Add(Figure.Of("cpu-process", "s/Mevents", "processor seconds of this process, client of Kafka included", cpu));
        report.Add(Figure.Of("cpu-postgres", "s/Mevents", "processor seconds of PostgreSQL", server));
        report.Add(Figure.Of("allocated", "B/event", "on the whole path", bytes));
        await LatencyAsync(inserts.Order().ElementAt(inserts.Count / 2) / 2);
    }

    private async Task<Drained> DrainAsync(EventForm form, LoadedTopic topic, string group, long events)
    {
        var launcher = new HostLauncher(Quiet);
        var (cpu, server, bytes) = (Environment.CpuUsage.TotalTime, ServerProcesses.CpuTime(), GC.GetTotalAllocatedBytes());
        await using var host = await launcher.StartAsync(Options(form, topic, group), CancellationToken.None);
        await Wait.ForAsync(() => host.Tally.Consumed > 0);
        var (first, clock) = (host.Tally.Consumed, Stopwatch.StartNew());
        await Wait.ForAsync(() => host.Tally.Consumed >= events);
        var rate = (host.Tally.Consumed - first) / clock.Elapsed.TotalSeconds;
        return new Drained(
            rate,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (ServerProcesses.CpuTime() - server).TotalSeconds,
            GC.GetTotalAllocatedBytes() - bytes);
    }

    private async Task LatencyAsync(double rate)
    {
        var form = new EventForm(Dialect.Scylla, scale.PayloadBytes, WithSchema: false);
        var topic = new LoadedTopic(kafka, form, "steady");
        await topic.FillAsync(1, isInsert: true);
        await using var host = await new HostLauncher(Quiet).StartAsync(Options(form, topic, "steady"), CancellationToken.None);
        await Wait.ForAsync(() => host.Tally.Consumed > 0);
        var produced = await SteadyProducer.RunAsync(topic, rate, scale.LatencyTime);
        await Wait.ForAsync(() => host.Tally.Consumed > produced.Count);
        await using var warehouse = NpgsqlDataSource.Create(connectionString);
        var sorted = await produced.LatenciesAsync(warehouse);
        foreach (var (name, share) in new[] { ("latency-p50", 0.5), ("latency-p95", 0.95), ("latency-p99", 0.99), ("latency-max", 1.0) })
        {
            var value = sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
            report.Add(Figure.Of(name, "ms", $"produce to commit at {rate:0} events/s, {sorted.Count} events", [value]));
        }
    }

    private async Task CheckAsync(LoadedTopic topic, string table)
    {
        await using var warehouse = NpgsqlDataSource.Create(connectionString);
        await using var command = warehouse.CreateCommand(
            $"select (select count(*) from bench.{table}) = {scale.Events} and (select sum(next_offset) from cdc.checkpoint where topic = '{topic.Name}') = {scale.Events * 2} and not exists (select from cdc.dead_letter)");
        if (await command.ExecuteScalarAsync() is not true)
        {
            throw new InvalidOperationException("Rows or offsets are not right at the end of the run: the figures mean nothing.");
        }
    }

    private CdcOptions Options(EventForm form, LoadedTopic topic, string group) => new()
    {
        Postgres = new PostgresOptions { ConnectionString = connectionString },
        Kafka = new KafkaOptions { Brokers = kafka.BootstrapServers, ConsumerGroup = group },
        Host = new HostOptions { Listen = "127.0.0.1:0" },
        Sources = [BenchSource.Of(form) with { Topics = [topic.Name] }],
    };

    private sealed record Drained(double Rate, double CpuSeconds, double ServerCpuSeconds, double AllocatedBytes);
}
