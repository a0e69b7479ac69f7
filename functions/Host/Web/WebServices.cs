using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using HostOptions = CdcFunctions.Operations.Configuration.HostOptions;

namespace CdcFunctions.Host.Web;

/// <summary>Registers the web server.</summary>
public static class WebServices
{
    /// <summary>
    /// Serves health and administration. Call it before the listeners are added: hosted services stop in reverse order, and health
    /// should be answered until they have drained.
    /// </summary>
    public static IServiceCollection AddHostWeb(this IServiceCollection services, HostOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<HostWeb>();
        services.TryAddSingleton<IHostAddress>(provider => provider.GetRequiredService<HostWeb>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostWeb>());
        services.AddSingleton<IWebEndpoints, HealthEndpoints>();
        services.AddSingleton<IWebEndpoints, AdminEndpoints>();
        return services;
    }
}
