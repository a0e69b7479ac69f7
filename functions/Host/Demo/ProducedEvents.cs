namespace CdcFunctions.Host.Demo;

/// <summary>What stands in the broker, schema topics left out: their records are read before the data and not applied.</summary>
/// <param name="Count">Records.</param>
/// <param name="NextOffsets">Offset after the last record of each partition: where the checkpoint must arrive.</param>
internal sealed record ProducedEvents(long Count, IReadOnlyDictionary<(string Topic, int Partition), long> NextOffsets);
