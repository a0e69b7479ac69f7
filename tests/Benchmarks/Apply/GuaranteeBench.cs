using CdcFunctions.Benchmarks.Reporting;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>What the guarantees cost where nothing goes wrong: exactly-once, newest-wins apply against the same batches without them, by turns in one run.</summary>
internal sealed class GuaranteeBench(BenchContext bench)
{
    private const int Batch = 5000;

    private const int Rows = 60_000;

    // Of a share of two short runs, more turns tell more than longer ones.
    private readonly int _turns = bench.Scale.IsQuick ? 3 : 5;

    private readonly Series _series = new(bench.Report);

    /// <summary>Measures them; who begins changes with each turn.</summary>
    public async Task RunAsync()
    {
        const string What = "the same batches of 5,000 with fence, checkpoint, version guard and tombstone look-up, share of the throughput without them";
        for (var turn = 0; turn < _turns; turn++)
        {
            var first = turn % 2 == 0 ? await GuardedAsync() : default;
            var without = await UnguardedAsync();
            var with = turn % 2 == 0 ? first : await GuardedAsync();
            var (insert, update) = (with.Insert / without.Insert * 100, with.Update / without.Update * 100);
            _series.Add("guarantees", "%", $"{What}, inserts and updates", 2 / ((1 / insert) + (1 / update)));
            _series.Add("guarantees-insert", "%", "inserts alone", insert);
            _series.Add("guarantees-update", "%", "updates alone", update);
        }

        _series.Report();
    }

    private async Task<(double Insert, double Update)> GuardedAsync()
    {
        await using var run = await ApplyRun.StartAsync(bench, Factory(), Batch);
        await run.MeasureAsync(Batch * 2);
        var rates = (await run.MeasureAsync(Rows - (Batch * 2)), await run.MeasureAsync(Rows));
        await run.VerifyAsync(Rows);
        return rates;
    }

    private async Task<(double Insert, double Update)> UnguardedAsync()
    {
        await using var run = await UnguardedRun.StartAsync(bench, ApplyInput.Of(Factory()), Batch);
        await run.MeasureAsync(Batch * 2);
        var rates = (await run.MeasureAsync(Rows - (Batch * 2)), await run.MeasureAsync(Rows));
        await bench.RequireAsync("rows", $"(select count(*) from bench.orders) = {Rows}");
        return rates;
    }

    private static RowFactory Factory() => new() { Keys = Rows };
}
