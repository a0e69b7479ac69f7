using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Demo;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Hosting;

/// <summary>Starts the host that <c>cdc run</c> runs.</summary>
internal sealed class HostLauncher(LogOptions log) : IHostLauncher
{
    public async Task<IRunningHost> StartAsync(CdcOptions options, CancellationToken cancellation)
        => await RunningHost.StartAsync(HostBuilding.Whole(options, log), cancellation);
}
