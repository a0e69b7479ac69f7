using CdcFunctions.Benchmarks.Reporting;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Throughput, processor time and memory of the whole path: the usual case, and what lanes, tables and sizes change.</summary>
internal sealed class PathBench(BenchContext bench)
{
    private const long VariantEvents = 150_000;

    private readonly Series _series = new(bench.Report);

    /// <summary>Measures them.</summary>
    public async Task RunAsync()
    {
        for (var round = 0; round < bench.Scale.Rounds; round++)
        {
            await UsualAsync(rest: round == 0 && !bench.Scale.IsQuick ? bench.Scale.IdleTime : TimeSpan.Zero);
        }

        if (!bench.Scale.IsQuick)
        {
            // One round: they show a tendency, and no bar hangs on them.
            await VariantAsync("1-lane", "one partition, one lane", new PathRun(bench, "lane") { Events = VariantEvents, WarmUp = VariantEvents, Partitions = 1 });
            await VariantAsync("tables-50", "50 tables with a topic of one partition each", new PathRun(bench, "tables") { Events = VariantEvents, WarmUp = VariantEvents, Tables = 50, Partitions = 1 });
            await VariantAsync("200B", "200 B payload", new PathRun(bench, "small") { Events = VariantEvents, WarmUp = VariantEvents, PayloadBytes = 200 });
            await VariantAsync("500B", "500 B payload", new PathRun(bench, "medium") { Events = VariantEvents, WarmUp = VariantEvents, PayloadBytes = 500 });
            await VariantAsync("4kB", "4 kB payload", new PathRun(bench, "large") { PayloadBytes = 4_000, Events = 60_000, WarmUp = 20_000 });
            await VariantAsync("1MB", "1 MB payload", new PathRun(bench, "huge") { PayloadBytes = 1_000_000, Events = 500, WarmUp = 100 });
        }

        _series.Report();
    }

    private async Task UsualAsync(TimeSpan rest)
    {
        var what = $"800 B payload without schema, 4 partitions, one table, warm, {bench.Kafka.Kind}";
        var run = await new PathRun(bench, "path") { Rest = rest }.RunAsync();
        _series.Add("path-insert", "events/s", what, run.Inserts.Rate);
        _series.Add("path-update", "events/s", what, run.Updates.Rate);
        _series.Add("cpu-process", "s/Mevents", "processor seconds of cdc for inserts, its Kafka client included", run.Inserts.ProcessPerMillion);
        _series.Add("cpu-postgres", "s/Mevents", "processor seconds of PostgreSQL for inserts", run.Inserts.ServerPerMillion);
        _series.Add("cpu-process-update", "s/Mevents", "the same for updates", run.Updates.ProcessPerMillion);
        _series.Add("cpu-postgres-update", "s/Mevents", "the same for updates", run.Updates.ServerPerMillion);
        _series.Add("memory-load", "MB", "most resident memory while the path runs at its highest throughput", run.PeakMemory);
        _series.Add("path-insert-cold", "events/s", "the first events of a new process, from the first commit on", run.Cold);
        if (rest > TimeSpan.Zero)
        {
            _series.Add("memory-after", "MB", $"resident memory {rest.TotalSeconds:0} s after the last event", run.MemoryAfter);
        }
    }

    private async Task VariantAsync(string name, string what, PathRun path)
    {
        var run = await path.RunAsync();
        _series.Add($"path-insert-{name}", "events/s", what, run.Inserts.Rate);
        _series.Add($"path-update-{name}", "events/s", what, run.Updates.Rate);
        _series.Add($"memory-load-{name}", "MB", what, run.PeakMemory);
    }
}
