namespace CdcFunctions.Simulation.World;

/// <summary>Ends a thread of a machine that was killed.</summary>
internal sealed class MachineDiedException : Exception;
