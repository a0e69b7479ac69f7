namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>What one run of the whole path showed.</summary>
/// <param name="Inserts">The inserts after the warm-up.</param>
/// <param name="Updates">The updates.</param>
/// <param name="PeakMemory">Most resident memory of the process, in MB.</param>
/// <param name="MemoryAfter">Resident memory some time after the last event, in MB.</param>
internal sealed record PathResult(Leg Inserts, Leg Updates, double PeakMemory, double MemoryAfter);
