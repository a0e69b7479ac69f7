using CdcFunctions.App;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.DeadLetters;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Timers;
using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Hosting;

/// <summary>Builds the host from its parts: all of it for <c>run</c>, only the functions for <c>invoke</c> and <c>replay</c>.</summary>
internal static class HostBuilding
{
    // Lanes and timers have shut down in their own time by then; this only bounds what hangs.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Functions, Kafka listeners, timers and web server.</summary>
    public static IHost Whole(CdcOptions options, LogOptions log)
    {
        var builder = Functions(options, log);
        builder.Services.AddHostWeb(options.Host);
        builder.Services.AddHostedService(services => services.GetRequiredService<SchemaTopicReader>());
        builder.Services.AddHostedService<PreparationAtStart>();
        builder.Services.AddKafkaListeners();
        builder.Services.AddTimerFunctions();
        builder.Services.AddHostedService<TimersAtStart>();
        builder.Services.AddSingleton<DeadLetterTopic>();
        builder.Services.AddSingleton<IHealthPart>(services => services.GetRequiredService<DeadLetterTopic>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DeadLetterTopic>());
        builder.Services.AddHostedService<IdleMemory>();
        return builder.Build();
    }

    /// <summary>Functions that are called by hand.</summary>
    public static IHost FunctionsOnly(CdcOptions options, LogOptions log)
    {
        var builder = Functions(options, log);
        builder.Services.AddTimerFunctions();
        return builder.Build();
    }

    private static HostApplicationBuilder Functions(CdcOptions options, LogOptions log)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddCdcLogging(log);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = options.Host.ShutdownTimeout + Grace);
        builder.Services.AddApp(options);
        builder.Services.AddFunctions(builder.Configuration, options, hostJsonDirectory: null, typeof(AppServices).Assembly);
        builder.Services.AddSingleton<SchemaTopicReader>();
        builder.Services.AddSingleton<IHealthPart>(services => services.GetRequiredService<SchemaTopicReader>());
        builder.Services.AddSingleton<Preparation>();
        builder.Services.AddSingleton<AtomicTopics>();
        builder.Services.AddSingleton<IHealthPart, TransactionHealth>();
        builder.Services.AddSingleton<IPartitionPositions, CheckpointPositions>();
        return builder;
    }
}
