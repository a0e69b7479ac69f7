namespace CdcFunctions.Simulation.Log;

/// <summary>Where a consumer is in one partition.</summary>
internal sealed class Fetching(SimPartition log)
{
    public SimPartition Log { get; } = log;

    /// <summary>Next offset to fetch.</summary>
    public long Next { get; set; }

    /// <summary>Offset after the last record that was polled.</summary>
    public long Polled { get; set; }

    /// <summary>End of the log that was told last.</summary>
    public long EndSeen { get; set; } = -1;

    public bool IsPaused { get; set; }

    /// <summary>Whether a fetch would bring records, or the news that there are none.</summary>
    public bool HasNews => Log.IndexOf(Next) < Log.Records.Count || EndSeen != Log.End;
}
