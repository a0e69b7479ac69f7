using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.Workload.Transactions;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Records of a transaction of the source that have been consumed and are not visible yet.</summary>
internal sealed class OpenWork(SourceTransaction transaction)
{
    public SourceTransaction Transaction { get; } = transaction;

    public List<SimRecord> Records { get; } = [];

    /// <summary>Its changes, and records that may be one: what is parked when it is.</summary>
    public IEnumerable<SimRecord> Changes => Records.Where(record => record.Meaning.Change is not null || record.Meaning.Fate == Fate.Unreadable);

    public bool IsReadable => Records.TrueForAll(record => record.Meaning.Fate != Fate.Unreadable);

    /// <summary>Whether all its records can be applied.</summary>
    public bool IsGood => Records.TrueForAll(record => record.Meaning.Fate is Fate.Good or Fate.Control);
}
