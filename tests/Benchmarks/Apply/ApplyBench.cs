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

            await CellsAsync();
            await ManyTablesAsync();
        }

        _series.Report();
    }

    private async Task KindsAsync(int batch, Series series)
    {
        // Small batches are slow, and soon known.
        var (rows, factory) = (Math.Min(bench.Scale.Rows, batch * 100), new RowFactory());
        factory.Keys = rows;
        await using var run = await ApplyRun.StartAsync(bench, factory, batch);
        async Task Measure(string kind) => series.Add(
            batch == UsualBatch ? $"apply-{kind}" : $"apply-{kind}-{batch}", "rows/s", $"batch {batch:#,0}, one connection, 10 columns", await run.MeasureAsync(rows));

        await Measure("insert");
        await bench.ExecuteAsync("vacuum analyze bench.orders; checkpoint");
        await Measure("update");
        factory.VersionBase = -10_000_000_000;
        await Measure("replay");
        (factory.VersionBase, factory.FirstKey) = (0, rows / 2);
        await Measure("mixed");
        await run.VerifyAsync(rows + (rows / 2));
        (factory.FirstKey, factory.Kind) = (0, ChangeKind.Delete);
        await Measure("delete");
        await run.VerifyAsync(rows / 2);
    }

    // Decoding counts here: the versions of the cells come from the event.
    private async Task CellsAsync()
    {
        var rows = bench.Scale.Rows / 2;
        await using var run = await ApplyRun.StartAsync(bench, ApplyInput.Cells(rows), UsualBatch);
        const string What = "Cassandra events of 500 B, decoded and merged cell by cell, batch 5,000, one connection";
        await run.MeasureAsync(UsualBatch);
        var inserts = await run.MeasureAsync(rows - UsualBatch);
        var updates = await run.MeasureAsync(rows);
        await run.VerifyAsync(rows);
        _series.Add("apply-cells", "events/s", $"{What}: inserts, then newer cells for the same rows", 2 / ((1 / inserts) + (1 / updates)));
        _series.Add("apply-cells-insert", "events/s", What, inserts);
        _series.Add("apply-cells-update", "events/s", What, updates);
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
