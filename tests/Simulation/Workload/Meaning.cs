using CdcFunctions.Simulation.Workload.Transactions;

namespace CdcFunctions.Simulation.Workload;

/// <summary>What the maker of a record meant by it.</summary>
/// <param name="Fate">What must become of it.</param>
/// <param name="Change">The change it makes; null for a record without one.</param>
internal sealed record Meaning(Fate Fate, Change? Change)
{
    /// <summary>The transaction it is of, where transactions travel whole, and what it is to it.</summary>
    public (SourceTransaction Transaction, Boundary Boundary)? Of { get; init; }
}
