using CdcFunctions.Postgres.Apply.Isolation;

namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>The right to write for one partition: an epoch, and the offset that comes next.</summary>
/// <remarks>Used by one batch at a time.</remarks>
public sealed class PartitionLease(PartitionKey partition, long epoch, long? nextOffset)
{
    /// <summary>Whose lease this is.</summary>
    public PartitionKey Partition { get; } = partition;

    /// <summary>Fencing number: a higher one taken later makes this lease void.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>First offset that is not applied yet; null before the first batch of all.</summary>
    public long? NextOffset { get; internal set; } = nextOffset;

    /// <summary>True after a failure whose outcome is unknown (the commit may have happened): read the checkpoint before going on.</summary>
    public bool IsUncertain { get; internal set; }

    /// <summary>What is known of rows that PostgreSQL refuses.</summary>
    internal RefusalRate Refusals { get; } = new();
}
