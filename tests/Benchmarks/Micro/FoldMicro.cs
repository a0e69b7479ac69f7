using BenchmarkDotNet.Attributes;
using CdcFunctions.Benchmarks.Apply;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Benchmarks.Micro;

/// <summary>Newest change per key and the sort by key; one operation is one row.</summary>
public class FoldMicro : IDisposable
{
    private const int BatchSize = 5000;

    private readonly ChangeBatch _batch = new();
    private readonly Fold _fold = new();

    /// <summary>Different keys of a batch of 5,000 changes.</summary>
    [Params(5000, 500)]
    public int Keys { get; set; }

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void Setup()
        => new RowFactory { Keys = Keys }.Decode([.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord("bench", 0, i, null, null, 0))], _batch);

    /// <summary>Folds a batch.</summary>
    [Benchmark(OperationsPerInvoke = BatchSize)]
    public int Fold()
    {
        var changes = _batch.Tables[0];
        return _fold.Run(changes, [changes.Columns[0]]).Upserts.Length;
    }

    /// <inheritdoc />
    [GlobalCleanup]
    public void Dispose()
    {
        _batch.Dispose();
        _fold.Dispose();
        GC.SuppressFinalize(this);
    }
}
