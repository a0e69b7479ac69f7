using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Demo;

/// <summary>Starts the real host from options in memory, as <c>cdc run</c> starts it from a file.</summary>
public interface IHostLauncher
{
    /// <summary>Starts the host and returns when it runs; it goes on until it is disposed.</summary>
    Task<IRunningHost> StartAsync(CdcOptions options, CancellationToken cancellation);
}
