namespace CdcFunctions.Host.Web;

/// <summary>How a part of the host fares.</summary>
/// <param name="Name">Which part.</param>
/// <param name="IsLive">False when only a restart of the process helps.</param>
/// <param name="IsReady">False when the part does not do its work at the moment.</param>
/// <param name="Message">What is wrong and what to do; or, when all is well, what it does. Never values or secrets.</param>
public sealed record HealthReport(string Name, bool IsLive, bool IsReady, string Message)
{
    /// <summary>All is well.</summary>
    public static HealthReport Well(string name, string message) => new(name, IsLive: true, IsReady: true, message);

    /// <summary>Does not work at the moment; a restart would not help.</summary>
    public static HealthReport NotReady(string name, string message) => new(name, IsLive: true, IsReady: false, message);
}
