namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads a time zone.</summary>
internal static class ZoneReader
{
    /// <summary>Its IANA name; null when the key is absent.</summary>
    public static string? Read(Section section, string key)
    {
        var zone = section.Text(key);
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            section.FaultyValue(key, zone, "an IANA zone that this machine knows, such as Europe/Berlin", section.ChangeTo(key, "UTC"));
            return null;
        }

        return zone;
    }
}
