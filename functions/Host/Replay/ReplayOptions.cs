using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Host.Replay;

/// <summary>How recorded events are handed over.</summary>
public sealed record ReplayOptions
{
    /// <summary>Most records of one partition in one call.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; init; } = 5000;

    /// <summary>
    /// When set, the partitions' records are interleaved at random from this seed, keeping the order inside each, as a consumer may
    /// see them. The whole recording is held in memory then. When not, records come in the order of the file.
    /// </summary>
    public int? InterleaveSeed { get; init; }
}
