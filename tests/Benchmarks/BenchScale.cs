namespace CdcFunctions.Benchmarks;

/// <summary>How much a run measures.</summary>
internal sealed record BenchScale
{
    /// <summary>True for the short run: only the rows that the bars name, each once.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Times each figure is taken.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long a round of the decode and fold figures lasts.</summary>
    public required TimeSpan CoreTime { get; init; }

    /// <summary>Rows in a round of the apply figures.</summary>
    public required int Rows { get; init; }

    /// <summary>Events in a round of the host and path figures.</summary>
    public required int Events { get; init; }

    /// <summary>Most events before the clock starts, so that code is compiled and caches are filled.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Batch sizes of the apply figures.</summary>
    public required IReadOnlyList<int> BatchSizes { get; init; }

    /// <summary>How long events are produced for the latency figures.</summary>
    public required TimeSpan LatencyTime { get; init; }

    /// <summary>Shares of the highest throughput that latency is measured at, in percent.</summary>
    public required IReadOnlyList<int> Loads { get; init; }

    /// <summary>How long the host stands idle before its memory is read.</summary>
    public required TimeSpan IdleTime { get; init; }

    /// <summary>Rows of the snapshot burst; 0 leaves it out.</summary>
    public required int BurstRows { get; init; }

    /// <summary>About eight minutes.</summary>
    public static BenchScale Full { get; } = new()
    {
        Rounds = 3,
        CoreTime = TimeSpan.FromSeconds(0.7),
        Rows = 160_000,
        Events = 300_000,
        WarmUp = 320_000,
        BatchSizes = [100, 1000, 5000, 20_000],
        LatencyTime = TimeSpan.FromSeconds(10),
        Loads = [10, 50, 90],
        IdleTime = TimeSpan.FromSeconds(15),
        BurstRows = 1_000_000,
    };

    /// <summary>Two minutes.</summary>
    public static BenchScale Quick { get; } = new()
    {
        IsQuick = true,
        Rounds = 1,
        CoreTime = TimeSpan.FromSeconds(0.4),
        Rows = 100_000,
        Events = 150_000,
        WarmUp = 320_000,
        BatchSizes = [5000],
        LatencyTime = TimeSpan.FromSeconds(5),
        Loads = [50],
        IdleTime = TimeSpan.FromSeconds(15),
        BurstRows = 0,
    };
}
