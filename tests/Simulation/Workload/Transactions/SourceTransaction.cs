namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>A transaction as the source committed it.</summary>
/// <param name="id">Its commit LSN, as the connector prints it.</param>
/// <param name="at">The version of all its changes.</param>
/// <param name="changes">Its changes in their order, and what must become of each.</param>
internal sealed class SourceTransaction(string id, (long Version, long Sequence) at, IReadOnlyList<(Change Change, Fate Fate)> changes)
{
    public string Id { get; } = id;

    public (long Version, long Sequence) At { get; } = at;

    public IReadOnlyList<(Change Change, Fate Fate)> Changes { get; } = changes;

    /// <summary>Whether one of its changes was lost on the way: its END promises more than the log holds.</summary>
    public bool IsDamaged { get; set; }
}
