namespace CdcFunctions.Host.Kafka;

/// <summary>What the store knows of a partition.</summary>
/// <param name="Epoch">Fencing number taken by this process.</param>
/// <param name="NextOffset">First offset that is not applied; null when nothing was ever applied.</param>
public readonly record struct PartitionPosition(long Epoch, long? NextOffset);
