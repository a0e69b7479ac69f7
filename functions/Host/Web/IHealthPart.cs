namespace CdcFunctions.Host.Web;

/// <summary>A part of the host that knows how it fares.</summary>
public interface IHealthPart
{
    /// <summary>One report or several, made from what is known already: asks nobody and does not block.</summary>
    IEnumerable<HealthReport> Report();
}
