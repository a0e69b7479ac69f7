using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Changes;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>Fold, encoding and PostgreSQL alone: what each kind of change costs, by batch size, with secondary indexes, and spread over many tables.</summary>
internal sealed class ApplyBench(BenchContext bench)
{
    private const int UsualBatch = 5000;
    private const int ManyTables = 50;

    private readonly Series _series = new(bench.Report);

    /// <summary>Measures them.</summary>
    public async Task RunAsync()
    {
        // Compiles the way, and makes the server's caches warm.
        await KindsAsync(UsualBatch, new Series(null));
        for (var round = 0; round < bench.Scale.Rounds; round++)
        {
            foreach (var batch in bench.Scale.BatchSizes)
            {
                await KindsAsync(batch, _series);
            }

            if (!bench.Scale.IsQuick)
            {
                await IndexedAsync();
            }

            await ManyTablesAsync();
        }

        _series.Report();
    }

    private async Task KindsAsync(int batch, Series series)
    {
        // Small batches are slow, and soon known.
        var rows = Math.Min(bench.Scale.Rows, batch * 400);
        await using var run = await ApplyRun.StartAsync(bench, new RowFactory { Keys = rows }, batch);
        async Task Measure(string kind) => series.Add(
            batch == UsualBatch ? $"apply-{kind}" : $"apply-{kind}-{batch}", "rows/s", $"batch {batch:#,0}, one connection, 10 columns", await run.MeasureAsync(rows));

        await Measure("insert");
        await bench.ExecuteAsync("vacuum analyze bench.orders; checkpoint");
        await Measure("update");
        run.Rows.VersionBase = -10_000_000_000;
        await Measure("replay");
        (run.Rows.VersionBase, run.Rows.FirstKey) = (0, rows / 2);
        await Measure("mixed");
        await run.VerifyAsync(rows + (rows / 2));
        (run.Rows.FirstKey, run.Rows.Kind) = (0, ChangeKind.Delete);
        await Measure("delete");
        await run.VerifyAsync(rows / 2);
    }

    private async Task IndexedAsync()
    {
        var rows = bench.Scale.Rows;
        await using var run = await ApplyRun.StartAsync(bench, new RowFactory { Keys = rows }, UsualBatch);
        await run.MeasureAsync(UsualBatch);
        await bench.ExecuteAsync("create index on bench.orders (customer); create index on bench.orders (changed)");
        const string What = "batch 5,000, two secondary indexes, one of them on a column that every update changes";
        _series.Add("apply-insert-indexed", "rows/s", What, await run.MeasureAsync(rows - UsualBatch));
        await bench.ExecuteAsync("vacuum analyze bench.orders; checkpoint");
        _series.Add("apply-update-indexed", "rows/s", What, await run.MeasureAsync(rows));
        await run.VerifyAsync(rows);
    }

    private async Task ManyTablesAsync()
    {
        var (one, many) = (await SpreadAsync(1), await SpreadAsync(ManyTables));
        _series.Add("tables-50", "%", $"{ManyTables} tables in one batch of 5,000: 50 statements in one round trip, inserts and updates, share of one table", many / one * 100);
    }

    private async Task<double> SpreadAsync(int tables)
    {
        // Rows are a multiple of the tables, so that an update finds its insert's table.
        var rows = bench.Scale.Rows;
        await using var run = await ApplyRun.StartAsync(bench, new RowFactory { Keys = rows, Tables = tables }, UsualBatch);
        await run.MeasureAsync(UsualBatch * 2);
        var inserts = await run.MeasureAsync(rows - (UsualBatch * 2));
        var updates = await run.MeasureAsync(rows);
        await run.VerifyAsync(rows, tables);
        return 2 / ((1 / inserts) + (1 / updates));
    }
}
