using CdcFunctions.Operations.Configuration;
using Serilog.Events;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>How the process logs.</summary>
public sealed record LogOptions
{
    private static readonly (string Word, LogEventLevel Level)[] Levels =
    [
        ("verbose", LogEventLevel.Verbose), ("trace", LogEventLevel.Verbose), ("debug", LogEventLevel.Debug),
        ("information", LogEventLevel.Information), ("info", LogEventLevel.Information), ("warning", LogEventLevel.Warning),
        ("warn", LogEventLevel.Warning), ("error", LogEventLevel.Error), ("fatal", LogEventLevel.Fatal), ("critical", LogEventLevel.Fatal),
    ];

    /// <summary>Least level that is logged.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>One JSON object a line instead of text.</summary>
    public bool IsJson { get; init; }

    /// <summary>To the error stream, because results go to the other.</summary>
    public bool IsOnError { get; init; } = true;

    /// <summary>From options of the command line, else from <c>CDC_LOG_LEVEL</c> and <c>CDC_LOG_FORMAT</c>.</summary>
    /// <exception cref="ConfigurationException">A word is not known.</exception>
    public static LogOptions From(string? level, string? format, bool isVerbose, IReadOnlyDictionary<string, string> environment)
    {
        var faults = new List<ConfigurationFault>();
        var levelSource = level is null ? "CDC_LOG_LEVEL" : "--log-level";
        var formatSource = format is null ? "CDC_LOG_FORMAT" : "--log-format";
        level ??= environment.GetValueOrDefault("CDC_LOG_LEVEL");
        format ??= environment.GetValueOrDefault("CDC_LOG_FORMAT");
        var found = Array.FindIndex(Levels, known => string.Equals(known.Word, level, StringComparison.OrdinalIgnoreCase));
        if (found < 0 && !string.IsNullOrEmpty(level))
        {
            faults.Add(new(levelSource, "", $"The level is \"{level}\"", "verbose, debug, information, warning, error, fatal", Suggestion.Sentence(level, Levels.Select(known => known.Word))));
        }

        if (format is not null and not "" and not "text" and not "json")
        {
            faults.Add(new(formatSource, "", $"The format is \"{format}\"", "text, json", Suggestion.Sentence(format, ["text", "json"])));
        }

        return faults.Count > 0
            ? throw new ConfigurationException(faults)
            : new LogOptions { Level = found >= 0 ? Levels[found].Level : isVerbose ? LogEventLevel.Debug : LogEventLevel.Information, IsJson = format is "json" };
    }
}
