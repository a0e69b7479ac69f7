namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>timers</c>.</summary>
internal static class TimerReader
{
    /// <summary>The options.</summary>
    public static TimerOptions Read(Section timers)
    {
        var zone = timers.Text("timeZone") ?? new TimerOptions().TimeZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            timers.FaultyValue("timeZone", zone, "an IANA zone that this machine knows, such as Europe/Berlin", timers.ChangeTo("timeZone", "UTC"));
        }

        timers.RefuseOthers();
        return new TimerOptions { TimeZone = zone };
    }
}
