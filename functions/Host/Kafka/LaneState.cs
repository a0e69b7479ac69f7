namespace CdcFunctions.Host.Kafka;

/// <summary>Where a lane stands.</summary>
public enum LaneState
{
    /// <summary>Assigned; asks for its position and takes no records yet.</summary>
    Opening,

    /// <summary>Hands records to the function.</summary>
    Running,

    /// <summary>Stopped on a failure; its offset does not move.</summary>
    Faulted,

    /// <summary>The partition goes: finishes the running batch and takes no other.</summary>
    Closing,

    /// <summary>Gone.</summary>
    Closed,
}
