namespace CdcFunctions.Support.Network;

/// <summary>What a network does to the connections of a <see cref="FaultProxy"/>.</summary>
public enum NetworkFault
{
    /// <summary>Every byte takes a quarter of a second more, each way.</summary>
    Latency,

    /// <summary>Connections are reset, new ones too.</summary>
    Reset,

    /// <summary>The server's end of the open connections is gone and nobody tells the client, not even afterwards. New connections work.</summary>
    HalfOpen,

    /// <summary>Nothing passes. What was sent meanwhile arrives afterwards, as TCP sends it again.</summary>
    Blackhole,

    /// <summary>Four kilobytes a second pass, each way.</summary>
    Slow,
}
