namespace CdcFunctions.Host.Kafka;

/// <summary>A lane whose start is known; the poll thread seeks there and opens it.</summary>
internal readonly record struct OpenedLane(PartitionLane Lane, long Offset);
