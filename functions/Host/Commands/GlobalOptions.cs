using System.CommandLine;

namespace CdcFunctions.Host.Commands;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    /// <summary>The configuration file.</summary>
    public static readonly Option<string?> Config = new("--config", "-c")
    {
        Description = "Configuration file. Default: $CDC_CONFIG, else ./cdc.yaml",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Results for a script.</summary>
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as one JSON object",
        Recursive = true,
    };

    /// <summary>Where a failure happened, for a developer.</summary>
    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Log more, and show where an unexpected failure happened",
        Recursive = true,
    };

    /// <summary>Form of log lines.</summary>
    public static readonly Option<string?> LogFormat = new("--log-format")
    {
        Description = "text or json. Default: $CDC_LOG_FORMAT, else text",
        HelpName = "FORMAT",
        Recursive = true,
    };

    /// <summary>Least level that is logged.</summary>
    public static readonly Option<string?> LogLevel = new("--log-level")
    {
        Description = "verbose, debug, information, warning, error or fatal. Default: $CDC_LOG_LEVEL, else information",
        HelpName = "LEVEL",
        Recursive = true,
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All => [Config, Json, Verbose, LogFormat, LogLevel];
}
