using CdcFunctions.Benchmarks.Reporting;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>What the guarantees cost where nothing goes wrong: exactly-once, newest-wins apply against the same batches without them, by turns in one run.</summary>
internal sealed class GuaranteeBench(BenchContext bench)
{
    private const int Batch = 5000;

    private const int WarmUp = Batch * 2;

    private const int Rows = 100_000;

    private readonly Series _series = new(bench.Report);

    /// <summary>Measures both, a batch by turns.</summary>
    public async Task RunAsync()
    {
        const string What = "the same batches of 5,000 with fence, checkpoint, version guard and tombstone look-up, share of the throughput without them";
        for (var round = 0; round < bench.Scale.Rounds; round++)
        {
            var (insert, update) = await ShareAsync();
            _series.Add("guarantees", "%", $"{What}, inserts and updates", 2 / ((1 / insert) + (1 / update)));
            _series.Add("guarantees-insert", "%", "inserts alone", insert);
            _series.Add("guarantees-update", "%", "updates alone", update);
        }

        _series.Report();
    }

    private async Task<(double Insert, double Update)> ShareAsync()
    {
        await using var with = await ApplyRun.StartAsync(bench, new RowFactory { Keys = Rows }, Batch);
        await using var without = new UnguardedRun(bench, ApplyInput.Of(new RowFactory { Keys = Rows, FirstKey = Rows }), Batch);
        await with.MeasureAsync(WarmUp);
        await without.MeasureAsync(WarmUp);
        var inserts = await ByTurns.MeasureAsync(Rows - WarmUp, Batch, with.MeasureAsync, without.MeasureAsync);
        var updates = await ByTurns.MeasureAsync(Rows, Batch, with.MeasureAsync, without.MeasureAsync);
        await with.VerifyAsync(Rows * 2);
        return (inserts.One / inserts.Other * 100, updates.One / updates.Other * 100);
    }
}
