using System.Diagnostics;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>Newest change per key and the sort by key, on one core, without anything behind it.</summary>
internal static class FoldBench
{
    private const int BatchSize = 5000;

    /// <summary>Measures batches whose keys are all different, and batches with ten changes a key.</summary>
    public static void Run(BenchReport report, BenchScale scale)
    {
        report.Add(Figure.Of("fold", "rows/s", "batches of 5,000 different keys, one core", Rounds(BatchSize, scale)));
        report.Add(Figure.Of("fold-repeated", "rows/s", "batches of 5,000 changes of 500 keys, one core", Rounds(BatchSize / 10, scale)));
    }

    private static List<double> Rounds(int keys, BenchScale scale)
    {
        using var batch = new ChangeBatch();
        new RowFactory { Keys = keys }.Decode([.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord("bench", 0, i, null, null, 0))], batch);
        var changes = batch.Tables[0];
        using var fold = new Fold();
        Repeat(fold, changes, keys, scale.CoreTime);
        return [.. Enumerable.Range(0, scale.Rounds).Select(_ => Repeat(fold, changes, keys, scale.CoreTime))];
    }

    private static double Repeat(Fold fold, TableChanges changes, int keys, TimeSpan time)
    {
        var rows = 0L;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            if (fold.Run(changes, [changes.Columns[0]]).Upserts.Length != keys)
            {
                throw new InvalidOperationException("The fold has lost or doubled a key.");
            }

            rows += changes.Count;
        }

        return rows / clock.Elapsed.TotalSeconds;
    }
}
