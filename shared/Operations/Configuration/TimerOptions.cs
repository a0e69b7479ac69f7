namespace CdcFunctions.Operations.Configuration;

/// <summary>Settings of the timer functions.</summary>
public sealed record TimerOptions
{
    /// <summary>IANA name of the zone that schedules are written in.</summary>
    public string TimeZone { get; init; } = "UTC";
}
