using CdcFunctions.Benchmarks.WholePath;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>What one run of one contender showed.</summary>
/// <param name="WarmUp">From its start to the end of the warm-up.</param>
/// <param name="Inserts">The measured inserts.</param>
/// <param name="Updates">The measured updates.</param>
/// <param name="PeakMemory">Most resident memory, in MB.</param>
/// <param name="Checksum">Of the table's content at the end.</param>
internal sealed record PeerResult(Leg WarmUp, Leg Inserts, Leg Updates, double PeakMemory, decimal Checksum)
{
    /// <summary>Inserts and updates together, events a second.</summary>
    public double Rate => (Inserts.Events + Updates.Events) / (Inserts.Seconds + Updates.Seconds);

    /// <summary>Inserts and updates together, events a processor second of the sink's process.</summary>
    public double PerProcessorSecond => (Inserts.Events + Updates.Events) / (Inserts.ProcessSeconds + Updates.ProcessSeconds);
}
