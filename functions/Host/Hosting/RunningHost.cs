using CdcFunctions.Host.Demo;
using CdcFunctions.Host.Web;
using CdcFunctions.Postgres.Apply;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Host.Hosting;

/// <summary>The whole host inside this process.</summary>
internal sealed class RunningHost : IRunningHost
{
    private readonly IHost _host;

    private RunningHost(IHost host)
    {
        _host = host;
        Completion = host.WaitForShutdownAsync();
    }

    public Uri? Address => _host.Services.GetRequiredService<IHostAddress>().Address;

    public ApplyTally Tally => _host.Services.GetRequiredService<ApplyTally>();

    public Task Completion { get; }

    /// <summary>Starts it; a host that cannot start is put away.</summary>
    public static async Task<RunningHost> StartAsync(IHost host, CancellationToken cancellation)
    {
        try
        {
            await host.StartAsync(cancellation);
            return new RunningHost(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Drains and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await Completion;
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
