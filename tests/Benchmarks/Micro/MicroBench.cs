using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CdcFunctions.Benchmarks.Micro;

/// <summary>The steps between the bytes of a batch and its statements, one by one, with BenchmarkDotNet.</summary>
internal static class MicroBench
{
    /// <summary>Runs them; arguments are BenchmarkDotNet's, such as <c>--filter *Fold*</c>.</summary>
    /// <param name="arguments">What to run; nothing runs all.</param>
    /// <param name="isQuick">Fewer and shorter measurements.</param>
    public static void Run(string[] arguments, bool isQuick)
    {
        // In this process: no project is generated, restored and built for each run.
        var job = (isQuick ? Job.ShortRun : Job.MediumRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine("artifacts", "bench-micro"));
        BenchmarkSwitcher.FromTypes([typeof(DecodeMicro), typeof(FoldMicro), typeof(ColumnMicro)])
            .Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config);
    }
}
