using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Operations.Configuration;
using Spectre.Console;

namespace CdcFunctions.Host.Commands;

/// <summary>One run of one command: its common options, where it prints, and what it learnt of the configuration.</summary>
public sealed class CommandSession(CommandSurroundings surroundings, string? configFile, bool isJson, bool isVerbose, LogOptions log)
{
    /// <summary>For results of a few lines; wraps and colours only on a terminal.</summary>
    public IAnsiConsole Console => field ??= Consoles.For(surroundings.Out, surroundings.IsTerminal && !isJson);

    /// <summary>For progress, so that results can be piped.</summary>
    public IAnsiConsole Progress => field ??= Consoles.For(surroundings.Error, surroundings.IsTerminal && !isJson);

    /// <summary>For results, as they are.</summary>
    public TextWriter Out => surroundings.Out;

    /// <summary>For faults.</summary>
    public TextWriter Error => surroundings.Error;

    /// <summary>The file named by <c>--config</c>; null for the default.</summary>
    public string? ConfigFile => configFile;

    /// <summary>The result shall be one JSON object.</summary>
    public bool IsJson => isJson;

    /// <summary>Failures show where they happened.</summary>
    public bool IsVerbose => isVerbose;

    /// <summary>How to log; the host's logger factory is made from it.</summary>
    public LogOptions Log => log;

    /// <summary>Names of servers and roles for messages; secrets to keep out of them.</summary>
    public FailureContext Context { get; private set; } = FailureContext.None;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public CdcOptions Load()
    {
        var reading = Read();
        return reading.Faults.Count == 0 ? reading.Options : throw new ConfigurationException(reading.Faults);
    }

    /// <summary>Reads the configuration, with its faults.</summary>
    public ConfigurationReading Read()
    {
        var reading = ConfigurationLoader.Read(configFile, surroundings.Environment, ConnectionStrings.FaultOf);
        Context = FailureContext.Of(reading.Options);
        return reading;
    }

    /// <summary>Prints a result for a script.</summary>
    public void Write(object result) => JsonOutput.Write(surroundings.Out, result);
}
