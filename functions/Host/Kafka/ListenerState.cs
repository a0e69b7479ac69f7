namespace CdcFunctions.Host.Kafka;

/// <summary>Where a listener stands.</summary>
public enum ListenerState
{
    /// <summary>Not started.</summary>
    Created,

    /// <summary>Its poll thread consumes.</summary>
    Consuming,

    /// <summary>Its consumer died and is being started anew.</summary>
    Restarting,

    /// <summary>Finishes what runs.</summary>
    Draining,

    /// <summary>Ended.</summary>
    Stopped,
}
