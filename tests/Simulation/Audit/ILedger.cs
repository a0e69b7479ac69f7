using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Says which changes the records below a checkpoint have made visible, and what else must have become of each record.</summary>
internal interface ILedger
{
    /// <summary>Whether rows may be written without the checkpoint moving, as long as it is held.</summary>
    bool MayStandStill { get; }

    /// <summary>Takes in the records that a commit has settled, and returns the keys whose rows are to be judged now.</summary>
    IEnumerable<RowKey> Settle(SimPartition partition, IReadOnlyList<SimRecord> records, StoreTransaction commit);

    /// <summary>At the end: what must have become of each record.</summary>
    void Finish();
}
