using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Resilience;

/// <summary>When a breaker opens, and for how long.</summary>
public sealed record BreakerOptions
{
    /// <summary>Failures in a row that open it. A few, because lanes fail together when one connection pool breaks.</summary>
    [Range(1, 1_000)]
    public int Failures { get; init; } = 5;

    /// <summary>How long nobody may call before one probe may.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(60);
}
