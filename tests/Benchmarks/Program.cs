using CdcFunctions.Benchmarks;
using CdcFunctions.Benchmarks.Apply;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Host.Demo.Servers;

var scale = Environment.GetEnvironmentVariable("QUICK") is { Length: > 0 } ? BenchScale.Quick : BenchScale.Full;
var given = Environment.GetEnvironmentVariable("CDC_TEST_POSTGRES");
await using var postgres = string.IsNullOrEmpty(given)
    ? await PrivatePostgres.StartNewAsync(new PrivatePostgresOptions { IsDurable = true }, TimeProvider.System, CancellationToken.None)
    : null;
var connectionString = postgres?.ConnectionString ?? given!;
var report = new BenchReport(BenchMachine.Describe(), new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["rounds"] = $"{scale.Rounds}",
    ["rows"] = $"{scale.Rows}",
    ["fsync"] = "on",
    ["synchronous_commit"] = "on",
});
await ApplyBench.RunAsync(connectionString, report, scale);
report.Finish(Path.Combine("artifacts", "bench.json"));
GC.KeepAlive(postgres);
