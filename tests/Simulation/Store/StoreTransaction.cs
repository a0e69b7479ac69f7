using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Store;

/// <summary>A transaction of the model: sees its own writes; all of them become visible at once, or none.</summary>
internal sealed class StoreTransaction(StoreState state, Machine? machine)
{
    public StoreState State { get; } = state;

    /// <summary>Whether it has locked tables by itself: it streams what is staged.</summary>
    public bool LocksTables { get; set; }

    /// <summary>Who writes.</summary>
    public Machine? Machine { get; } = machine;

    public Layer<RowKey, StoredRow> Rows { get; } = new(state.Rows);

    public Layer<RowKey, StoredTombstone> Tombstones { get; } = new(state.Tombstones);

    public Layer<RangeKey, StoredRange> Ranges { get; } = new(state.Ranges);

    public Layer<PartitionKey, StoredCheckpoint> Checkpoints { get; } = new(state.Checkpoints);

    public Layer<LetterKey, StoredLetter> Letters { get; } = new(state.Letters);

    public Layer<StageKey, StoredStage> Stages { get; } = new(state.Stages);

    public Layer<StageKey, StoredParking> Parked { get; } = new(state.Parked);

    public Layer<PartitionKey, StoredProgress> Progress { get; } = new(state.Progress);

    /// <summary>Whether it writes anything of what was consumed.</summary>
    public bool WritesData => Rows.Written.Count + Tombstones.Written.Count + Ranges.Written.Count + Letters.Written.Count + Stages.Written.Count > 0;

    public void Commit()
    {
        Rows.Commit();
        Tombstones.Commit();
        Ranges.Commit();
        Checkpoints.Commit();
        Letters.Commit();
        Stages.Commit();
        Parked.Commit();
        Progress.Commit();
    }
}
