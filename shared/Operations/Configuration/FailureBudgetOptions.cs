using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>How many of a table's events may become dead letters before the table pauses.</summary>
public sealed record FailureBudgetOptions
{
    /// <summary>Share of dead letters in percent. 100 never pauses.</summary>
    [Range(1, 100)]
    public int Share { get; init; } = 50;

    /// <summary>Time over which events are counted.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Fewest dead letters in the window that pause: a quiet table is not stopped by a handful.</summary>
    [Range(1, 1_000_000)]
    public int AtLeast { get; init; } = 1_000;
}
