namespace CdcFunctions.Simulation.Workload;

/// <summary>What must become of a record.</summary>
internal enum Fate
{
    /// <summary>Applied, or superseded by a newer one.</summary>
    Good,

    /// <summary>Nothing to apply.</summary>
    Control,

    /// <summary>Parked, whatever else happens: its bytes cannot be understood.</summary>
    Unreadable,

    /// <summary>Parked, unless a newer change makes it void: its values fit no row.</summary>
    Unfit,
}
