namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>Names one partition as one consumer group sees it.</summary>
public readonly record struct PartitionKey(string ConsumerGroup, string Topic, int Partition);
