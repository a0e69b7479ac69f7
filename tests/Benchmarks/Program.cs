using CdcFunctions.Benchmarks;
using CdcFunctions.Benchmarks.Apply;
using CdcFunctions.Benchmarks.Decode;
using CdcFunctions.Benchmarks.Host;
using CdcFunctions.Benchmarks.WholePath;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Kafka;

// Arguments name the parts to run (decode, apply, host, path); without any, all of them.
var scale = Environment.GetEnvironmentVariable("QUICK") is { Length: > 0 } ? BenchScale.Quick : BenchScale.Full;
bool IsWanted(string part) => args.Length == 0 || args.Contains(part, StringComparer.Ordinal);

await using var postgres = await PrivatePostgres.StartNewAsync(
    new PrivatePostgresOptions { IsDurable = true, Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["track_commit_timestamp"] = "on", ["shared_buffers"] = "512MB", ["max_wal_size"] = "4GB" } },
    TimeProvider.System,
    CancellationToken.None);
var kafka = await TestKafka.BestAsync();
var report = new BenchReport(BenchMachine.Describe(), new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["rounds"] = $"{scale.Rounds}",
    ["events"] = $"{scale.Events}",
    ["kafka"] = kafka.Kind,
    ["postgres"] = await BenchMachine.ServerAsync(postgres.ConnectionString),
    ["fsync"] = "on",
    ["synchronous_commit"] = "on",
});
if (IsWanted("decode"))
{
    DecodeBench.Run(report, scale);
}

if (IsWanted("apply"))
{
    await ApplyBench.RunAsync(postgres.ConnectionString, report, scale);
}

if (IsWanted("host"))
{
    await HostBench.RunAsync(kafka, report, scale);
}

if (IsWanted("path"))
{
    await new PathBench(kafka, postgres.ConnectionString, report, scale).RunAsync();
}

report.Finish(Path.Combine("artifacts", "bench.json"));
