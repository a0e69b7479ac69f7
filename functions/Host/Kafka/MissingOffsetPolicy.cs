namespace CdcFunctions.Host.Kafka;

/// <summary>What happens when the stored offset is no longer on the broker, so that records are lost or the topic was made anew.</summary>
public enum MissingOffsetPolicy
{
    /// <summary>The lane stops and the host is not ready, until a person decides.</summary>
    Stop,

    /// <summary>Goes on from the oldest record that is left. What was deleted before it is lost.</summary>
    Earliest,

    /// <summary>Goes on with new records. Everything before them is lost.</summary>
    Latest,
}
