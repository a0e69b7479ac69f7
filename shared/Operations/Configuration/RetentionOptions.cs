using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>How long things are kept, in the target tables and in the bookkeeping.</summary>
public sealed record RetentionOptions
{
    /// <summary>
    /// Longest time that a row or cell whose time to live is over may still be read. Two sweeps fall into it, so that one may be late.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan ExpiredWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Age from which deletes are forgotten. Longer than Kafka keeps its records and a connector can lag: an insert that is
    /// older than a forgotten delete would bring the row back. Cassandra's own gc_grace_seconds is ten days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Tombstones { get; init; } = TimeSpan.FromDays(10);

    /// <summary>Time after which a dead letter that was replayed or discarded is deleted. Open ones stay for ever.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan DeadLetters { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Age from which versions of a table's shape are deleted; the newest one of each table stays.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan SchemaHistory { get; init; } = TimeSpan.FromDays(730);
}
