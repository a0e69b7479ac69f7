namespace CdcFunctions.Host.Kafka;

/// <summary>What more records would be for a lane.</summary>
internal enum LaneAppetite
{
    /// <summary>Nothing: it does not run, or has all that its log has.</summary>
    None,

    /// <summary>Work: its next batch is not full yet.</summary>
    Hungry,

    /// <summary>A longer queue: its next batch is full.</summary>
    Sated,
}
