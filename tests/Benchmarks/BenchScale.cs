namespace CdcFunctions.Benchmarks;

/// <summary>How much a run measures.</summary>
/// <param name="Rounds">Times each figure is taken.</param>
/// <param name="Rows">Rows or events in a round.</param>
/// <param name="BatchSizes">Batch sizes of the apply figures.</param>
internal sealed record BenchScale(int Rounds, int Rows, IReadOnlyList<int> BatchSizes)
{
    /// <summary>Some minutes.</summary>
    public static BenchScale Full { get; } = new(3, 400_000, [100, 1000, 5000, 20_000]);

    /// <summary>About a minute.</summary>
    public static BenchScale Quick { get; } = new(1, 100_000, [1000, 5000]);
}
