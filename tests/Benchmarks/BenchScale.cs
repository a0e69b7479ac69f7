namespace CdcFunctions.Benchmarks;

/// <summary>How much a run measures.</summary>
internal sealed record BenchScale
{
    /// <summary>Times each figure is taken.</summary>
    public required int Rounds { get; init; }

    /// <summary>Rows in a round of the apply figures.</summary>
    public required int Rows { get; init; }

    /// <summary>Events in a round of the host and path figures.</summary>
    public required int Events { get; init; }

    /// <summary>Batch sizes of the apply figures.</summary>
    public required IReadOnlyList<int> BatchSizes { get; init; }

    /// <summary>Size of a value on the path.</summary>
    public int PayloadBytes { get; init; } = 500;

    /// <summary>How long events are produced for the latency figures.</summary>
    public required TimeSpan LatencyTime { get; init; }

    /// <summary>Some minutes.</summary>
    public static BenchScale Full { get; } = new() { Rounds = 3, Rows = 400_000, Events = 400_000, BatchSizes = [100, 1000, 5000, 20_000], LatencyTime = TimeSpan.FromSeconds(20) };

    /// <summary>About a minute.</summary>
    public static BenchScale Quick { get; } = new() { Rounds = 1, Rows = 100_000, Events = 200_000, BatchSizes = [1000, 5000], LatencyTime = TimeSpan.FromSeconds(5) };
}
