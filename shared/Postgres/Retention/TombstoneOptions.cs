using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Postgres.Retention;

/// <summary>How long deletes are remembered.</summary>
public sealed record TombstoneOptions
{
    /// <summary>
    /// Age from which a tombstone is forgotten. Longer than Kafka keeps its records and a connector can lag: an insert that is
    /// older than a forgotten delete would bring the row back.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(10);

    /// <summary>Tombstones deleted by one statement, so that no statement runs long or locks much.</summary>
    [Range(100, 1_000_000)]
    public int BatchSize { get; init; } = 10_000;
}
