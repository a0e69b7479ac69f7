namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>What one run of the whole path showed.</summary>
/// <param name="Cold">Events a second in the first eighth of the warm-up at most, from the first commit on.</param>
/// <param name="Inserts">The inserts after the warm-up.</param>
/// <param name="Updates">The updates.</param>
/// <param name="PeakMemory">Most resident memory of the process, in MB.</param>
/// <param name="MemoryAfter">Resident memory some time after the last event, in MB.</param>
internal sealed record PathResult(double Cold, Leg Inserts, Leg Updates, double PeakMemory, double MemoryAfter);
