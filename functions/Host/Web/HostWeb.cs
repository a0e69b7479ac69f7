using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HostOptions = CdcFunctions.Operations.Configuration.HostOptions;

namespace CdcFunctions.Host.Web;

/// <summary>The web server of the host: health, administration, and what else registers <see cref="IWebEndpoints"/>. Starts first and stops last, so that health can be asked while batches drain.</summary>
internal sealed partial class HostWeb(HostOptions options, IEnumerable<IWebEndpoints> endpoints, ILoggerFactory loggers, ILogger<HostWeb> logger)
    : IHostedService, IHostAddress, IAsyncDisposable
{
    private readonly IWebEndpoints[] _endpoints = [.. endpoints];
    private WebApplication? _app;

    /// <inheritdoc/>
    public Uri? Address { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Bare: settings files, their watchers and environment variables are not for this server, and cost start-up time.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);

        // The process is one host: signals are its business, not the web server's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var (address, port) = ListenAddress.Read(options.Listen);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        _app = builder.Build();
        foreach (var group in _endpoints)
        {
            group.Map(_app);
        }

        await StartAsync(_app, cancellationToken);
        var bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(bound.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        Log.Listening(logger, Address);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            throw new Operations.Configuration.ConfigurationException([new("cdc.yaml or CDC_HOST__LISTEN", "host.listen", $"is {options.Listen}, where the host cannot listen: {taken.Message.TrimEnd('.')}",
                "a free address and port; port 0 picks one", "Choose another port, or stop the process that holds it.")]);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
