namespace CdcFunctions.Simulation.World;

/// <summary>One thing that happens.</summary>
/// <param name="Machine">Where; null for the world outside.</param>
/// <param name="Happening">What.</param>
internal sealed record AgendaItem(Machine? Machine, Action Happening);
