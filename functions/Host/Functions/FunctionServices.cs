using System.Reflection;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Timers;
using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Host.Functions;

/// <summary>Finds the functions and registers what invokes them.</summary>
public static class FunctionServices
{
    /// <summary>Finds the functions of the assemblies and reads their triggers, settings and host.json. Nothing is started.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">Application settings and <c>AzureFunctionsJobHost__…</c> overrides.</param>
    /// <param name="options">What <c>cdc.yaml</c> says; gives the settings that the configuration does not.</param>
    /// <param name="hostJsonDirectory">Where host.json lies; null for <c>AzureWebJobsScriptRoot</c>, else the current directory.</param>
    /// <param name="assemblies">Where functions are looked for.</param>
    /// <exception cref="ConfigurationException">Functions, settings or host.json are wrong; holds every fault.</exception>
    public static IServiceCollection AddFunctions(
        this IServiceCollection services, IConfiguration configuration, CdcOptions options, string? hostJsonDirectory, params IEnumerable<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        var time = TimeProvider.System;
        var faults = new List<ConfigurationFault>();
        var settings = new SettingReferences(configuration, FunctionSettings.From(options));
        var hostJson = HostJson.Read(hostJsonDirectory ?? settings.Find("AzureWebJobsScriptRoot") ?? ".", configuration, faults);
        var choice = new FunctionChoice(configuration, faults);
        var functions = WithRetry(choice.Choose(new FunctionDiscovery(faults).Find(assemblies), hostJson.Functions), hostJson.Retry(faults));

        var kafka = new KafkaTriggerReader(settings, options.Kafka, hostJson.Kafka, choice.Disabled, faults);
        var timers = new TimerTriggerReader(settings, TimerTriggerReader.Zone(settings, options.Timers, faults), time, faults);
        var catalog = new FunctionCatalog
        {
            KafkaTriggers = [.. functions.Where(f => f.Trigger is KafkaTriggerAttribute).Select(kafka.Read).OfType<KafkaTrigger>()],
            TimerTriggers = [.. functions.Where(f => f.Trigger is TimerTriggerAttribute).Select(timers.Read).OfType<TimerTrigger>()],
            Disabled = choice.Disabled,
            IgnoredSettings = hostJson.Ignored,
        };
        var listener = KafkaTuning.Options(hostJson.Kafka, options.Kafka, options.Host, settings.Find, faults);
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }

        services.AddSingleton(catalog);
        services.AddSingleton(listener with { QueueBytes = listener.QueueBytes / Math.Max(1, catalog.KafkaTriggers.Count) });
        services.AddSingleton(new TimerListenerOptions { ShutdownTimeout = options.Host.ShutdownTimeout });
        services.TryAddSingleton(time);
        services.TryAddSingleton(_ => new Random());
        services.TryAddSingleton<WarehouseRecovery>();
        services.TryAddSingleton<IRecoverySignal>(provider => provider.GetRequiredService<WarehouseRecovery>());
        services.AddSingleton<IHealthPart>(provider => provider.GetRequiredService<WarehouseRecovery>());
        services.TryAddSingleton<FunctionInvoker>();
        services.AddSingleton<IHostedService, FunctionReport>();
        return services;
    }

    private static IReadOnlyList<FunctionDescriptor> WithRetry(IReadOnlyList<FunctionDescriptor> functions, RetryPolicy? fallback)
        => fallback is null ? functions : [.. functions.Select(f => f.Retry is null ? f with { Retry = fallback } : f)];
}
