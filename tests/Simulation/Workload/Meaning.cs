namespace CdcFunctions.Simulation.Workload;

/// <summary>What the maker of a record meant by it.</summary>
/// <param name="Fate">What must become of it.</param>
/// <param name="Change">The change it makes; null for a record without one.</param>
internal sealed record Meaning(Fate Fate, Change? Change);
