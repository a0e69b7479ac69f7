using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store;

/// <summary>What is committed.</summary>
internal sealed class StoreState
{
    public Dictionary<RowKey, StoredRow> Rows { get; } = [];

    public Dictionary<RowKey, StoredTombstone> Tombstones { get; } = [];

    public Dictionary<RangeKey, StoredRange> Ranges { get; } = [];

    public Dictionary<PartitionKey, StoredCheckpoint> Checkpoints { get; } = [];

    public Dictionary<LetterKey, StoredLetter> Letters { get; } = [];

    public Dictionary<StageKey, StoredStage> Stages { get; } = [];

    public Dictionary<StageKey, StoredParking> Parked { get; } = [];

    public Dictionary<PartitionKey, StoredProgress> Progress { get; } = [];

    /// <summary>Number of the next staged transaction: a sequence, which no rollback takes back.</summary>
    public long NextStage { get; set; } = 1;

    public List<StoredTable> Tables { get; } = [];

    public StoredTable Table(string name) => Tables.Find(table => string.Equals(table.SqlName, name, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"The simulated store has no table {name}.");

    public StoredTable Table(int id) => Tables[id - 1];
}
