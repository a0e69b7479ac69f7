namespace CdcFunctions.Host.Web;

/// <summary>One part in a health answer.</summary>
internal sealed record HealthEntry(string Name, string Message);
