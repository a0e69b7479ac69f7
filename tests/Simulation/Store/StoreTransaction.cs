using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Store;

/// <summary>A transaction of the model: sees its own writes; all of them become visible at once, or none.</summary>
internal sealed class StoreTransaction(StoreState state, Machine? machine)
{
    public StoreState State { get; } = state;

    /// <summary>Who writes.</summary>
    public Machine? Machine { get; } = machine;

    public Layer<RowKey, StoredRow> Rows { get; } = new(state.Rows);

    public Layer<RowKey, StoredTombstone> Tombstones { get; } = new(state.Tombstones);

    public Layer<RangeKey, StoredRange> Ranges { get; } = new(state.Ranges);

    public Layer<PartitionKey, StoredCheckpoint> Checkpoints { get; } = new(state.Checkpoints);

    public Layer<LetterKey, StoredLetter> Letters { get; } = new(state.Letters);

    public void Commit()
    {
        Rows.Commit();
        Tombstones.Commit();
        Ranges.Commit();
        Checkpoints.Commit();
        Letters.Commit();
    }
}
