namespace CdcFunctions.Host.Web;

/// <summary>Where the web server listens.</summary>
public interface IHostAddress
{
    /// <summary>Its address with the port that was picked; null before the start.</summary>
    Uri? Address { get; }
}
