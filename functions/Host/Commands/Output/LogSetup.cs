using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>Sets up Serilog behind Microsoft's logging.</summary>
public static class LogSetup
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Replaces the builder's providers.</summary>
    public static ILoggingBuilder AddCdcLogging(this ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Trace);
        return logging.AddSerilog(Logger(options), dispose: true);
    }

    /// <summary>A factory of its own, for commands without a host.</summary>
    public static ILoggerFactory Factory(LogOptions options) => LoggerFactory.Create(logging => logging.AddCdcLogging(options));

    private static Serilog.Core.Logger Logger(LogOptions options)
    {
        var toError = options.IsOnError ? LogEventLevel.Verbose : (LogEventLevel?)null;
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(options.Level)
            .Filter.ByExcluding(IsStartFailure)
            .MinimumLevel.Override("Microsoft", Quieter(options.Level))
            .MinimumLevel.Override("System", Quieter(options.Level))
            .MinimumLevel.Override("Npgsql", Quieter(options.Level));
        return options.IsJson
            ? logger.WriteTo.Console(new JsonLogLine(), standardErrorFromLevel: toError).CreateLogger()
            : logger.WriteTo.Console(outputTemplate: Template, formatProvider: System.Globalization.CultureInfo.InvariantCulture, standardErrorFromLevel: toError).CreateLogger();
    }

    // The command line says it with the remedy; the framework would print the stack trace before that.
    private static bool IsStartFailure(LogEvent log)
        => log.Properties.TryGetValue("EventId", out var id) && id is StructureValue { Properties: var parts }
            && parts.Any(part => part is { Name: "Name", Value: ScalarValue { Value: "HostedServiceStartupFaulted" } });

    // Frameworks speak of every request and statement at Information.
    private static LogEventLevel Quieter(LogEventLevel level)
        => level <= LogEventLevel.Debug ? level : (LogEventLevel)Math.Max((int)level, (int)LogEventLevel.Warning);
}
