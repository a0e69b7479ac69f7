using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store;

/// <summary>Names an open transaction of the source in the stage.</summary>
internal readonly record struct StageKey(PartitionKey Partition, string Transaction);

/// <summary>A row of <c>cdc.staged_transaction</c> with its <c>cdc.staged_record</c>s, in the order of chunk and offset.</summary>
internal sealed record StoredStage(long Id, DateTime Since, IReadOnlyList<StagedRecord> Records);

/// <summary>A row of <c>cdc.staged_record</c>.</summary>
internal sealed record StagedRecord(long Chunk, long Offset, long TimeMs, byte[]? Key, byte[]? Value, byte[]? Headers);

/// <summary>A row of <c>cdc.parked_transaction</c>.</summary>
internal sealed record StoredParking(long Offset);

/// <summary>A row of <c>cdc.transaction_progress</c>.</summary>
internal sealed record StoredProgress(string Newest);
