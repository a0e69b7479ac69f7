using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store;

/// <summary>Names a row of a target table, or its tombstone.</summary>
internal readonly record struct RowKey(int Table, string Key)
{
    public override string ToString() => $"{SimTables.Names[Table - 1]}:{Key.TrimStart('0')}";
}

/// <summary>Names a deleted range.</summary>
internal readonly record struct RangeKey(int Table, string Partition, string Start, string End);

/// <summary>Names a dead letter.</summary>
internal readonly record struct LetterKey(PartitionKey Partition, long Offset);

/// <summary>A row of a target table; values as PostgreSQL's bytes.</summary>
internal sealed record StoredRow(long Version, long Sequence, byte[]? Cells, bool IsDeleted, IReadOnlyDictionary<string, byte[]?> Values);

/// <summary>A row of <c>cdc.tombstone</c>.</summary>
internal sealed record StoredTombstone(long Version, long Sequence, byte[]? Cells);

/// <summary>A row of <c>cdc.range_tombstone</c>.</summary>
internal sealed record StoredRange(short PartitionColumns, byte[] Partition, byte[] Start, byte[] End, int Descending, long Version);

/// <summary>A row of <c>cdc.checkpoint</c>.</summary>
internal sealed record StoredCheckpoint(long Epoch, long? NextOffset);

/// <summary>A row of <c>cdc.dead_letter</c>.</summary>
internal sealed record StoredLetter(string Reason);
