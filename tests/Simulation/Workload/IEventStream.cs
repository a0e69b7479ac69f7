namespace CdcFunctions.Simulation.Workload;

/// <summary>A connector that writes to the log.</summary>
internal interface IEventStream
{
    /// <summary>Whether all changes of the run are in the log.</summary>
    bool IsOver { get; }

    /// <summary>Writes the next few.</summary>
    void Write();
}
