using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>When something that does not happen is worth a word.</summary>
public sealed record WatchOptions
{
    /// <summary>Shortest silence of a table that is reported, when its usual rate says that events should have come.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Age from which dead letters and migration tasks that nobody has settled are reported.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan UnresolvedAfter { get; init; } = TimeSpan.FromHours(24);
}
