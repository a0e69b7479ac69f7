namespace CdcFunctions.Host.Kafka;

/// <summary>What the broker holds of a partition.</summary>
/// <param name="Start">Oldest offset.</param>
/// <param name="End">Offset that the next record will get.</param>
/// <param name="Committed">Offset the group has committed; null when none or not asked for.</param>
internal readonly record struct LogRange(long Start, long End, long? Committed);
