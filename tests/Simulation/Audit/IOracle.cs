using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Says in plain words what the target must hold. Shares nothing with the product.</summary>
internal interface IOracle
{
    /// <summary>Takes in a change; the order of calls is the order of the log in each partition.</summary>
    void Take(Change change);

    /// <summary>Keys that a change may touch, as the store names them.</summary>
    IEnumerable<RowKey> KeysOf(Change change);

    /// <summary>Every key that was ever named.</summary>
    IEnumerable<RowKey> Keys { get; }

    /// <summary>What is wrong with a row; null when nothing is.</summary>
    string? Judge(RowKey key, FoundRow? found);

    /// <summary>Whether a newer change makes this one void, so that nobody need have tried it.</summary>
    bool IsVoid(Change change);
}
