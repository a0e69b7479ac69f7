using CdcFunctions.Benchmarks;
using CdcFunctions.Benchmarks.Apply;
using CdcFunctions.Benchmarks.Decode;
using CdcFunctions.Benchmarks.Host;
using CdcFunctions.Benchmarks.Memory;
using CdcFunctions.Benchmarks.Micro;
using CdcFunctions.Benchmarks.Peer;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Startup;
using CdcFunctions.Benchmarks.WholePath;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Kafka;

// Arguments name the parts to run; without any, all of them. `micro` and `peer` are runs of their own.
var scale = Environment.GetEnvironmentVariable("QUICK") is { Length: > 0 } ? BenchScale.Quick : BenchScale.Full;
var peer = args is ["peer"] ? PeerScale.FromEnvironment() : null;
if (args is ["micro", ..])
{
    MicroBench.Run(args[1..], scale.IsQuick);
    return;
}

if (peer is not null && DebeziumSink.Missing() is { } missing)
{
    Console.WriteLine($"The comparison with the Debezium JDBC sink is skipped: {missing}.");
    return;
}

await using var postgres = await PrivatePostgres.StartNewAsync(
    new PrivatePostgresOptions { IsDurable = true, Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["track_commit_timestamp"] = "on", ["shared_buffers"] = "512MB", ["min_wal_size"] = "2GB", ["max_wal_size"] = "4GB" } },
    TimeProvider.System,
    CancellationToken.None);
var kafka = await TestKafka.BestAsync();
var report = new BenchReport(BenchMachine.Describe(), new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["rounds"] = $"{peer?.Rounds ?? scale.Rounds}",
    ["events"] = $"{peer?.Events ?? scale.Events}",
    ["kafka"] = kafka.Kind,
    ["postgres"] = await BenchMachine.ServerAsync(postgres.ConnectionString),
    ["fsync"] = "on",
    ["synchronous_commit"] = "on",
    ["shared_buffers"] = "512MB",
    ["flush.messages"] = $"{LoadedTopic.RecordsPerFlush}",
    ["write-back"] = BenchMachine.WriteBack() ?? "unknown",
});
await using var bench = new BenchContext(postgres, kafka, report, scale);
await bench.FillLogAsync();

async Task PartAsync(string part, Func<Task> run)
{
    if (args.Length == 0 || args.Contains(part, StringComparer.Ordinal))
    {
        await run();
    }
}

if (peer is not null)
{
    await new PeerBench(bench, peer).RunAsync();
    report.Finish(Path.Combine("artifacts", "bench-peer.json"));
    return;
}

await PartAsync("decode", () => Task.Run(() => DecodeBench.Run(report, scale)));
await PartAsync("fold", () => Task.Run(() => FoldBench.Run(report, scale)));
await PartAsync("startup", () => new StartupBench(bench).RunAsync());
await PartAsync("apply", () => new ApplyBench(bench).RunAsync());
await PartAsync("guarantees", () => new GuaranteeBench(bench).RunAsync());
await PartAsync("network", () => new NetworkBench(bench).RunAsync());
await PartAsync("host", () => new HostBench(bench).RunAsync());
await PartAsync("path", () => new PathBench(bench).RunAsync());
await PartAsync("latency", () => new LatencyBench(bench).RunAsync());
await PartAsync("allocated", () => new AllocationBench(bench).RunAsync());
if (scale.BurstRows > 0)
{
    await PartAsync("burst", () => new BurstBench(bench).RunAsync());
}

report.Finish(Path.Combine("artifacts", "bench.json"));
