using System.Collections;
using CdcFunctions.Operations.Configuration.Reading;
using CdcFunctions.Operations.Configuration.Tree;

namespace CdcFunctions.Operations.Configuration;

/// <summary>Loads <c>cdc.yaml</c> and the environment into <see cref="CdcOptions"/>, and names every fault at once.</summary>
public static class ConfigurationLoader
{
    /// <summary>The file that is read when none is named.</summary>
    public const string DefaultFile = "cdc.yaml";

    /// <summary>The variable that names the file when the command line does not.</summary>
    public const string FileVariable = "CDC_CONFIG";

    private static readonly HashSet<string> NoKeys = new(StringComparer.Ordinal);

    /// <summary>The options, from the file named (else <c>CDC_CONFIG</c>, else <c>./cdc.yaml</c> when it is there) and the process's environment.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong.</exception>
    public static CdcOptions Load(string? file = null) => Load(file, ProcessEnvironment());

    /// <summary>The options, with an environment of the caller's.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong.</exception>
    public static CdcOptions Load(string? file, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var reading = Read(file, environment);
        return reading.Faults.Count == 0 ? reading.Options : throw new ConfigurationException(reading.Faults);
    }

    /// <summary>Options and faults, from the file named and the process's environment.</summary>
    public static ConfigurationReading Read(string? file = null) => Read(file, ProcessEnvironment());

    /// <summary>Options and faults; throws for no fault of the configuration.</summary>
    /// <param name="file">The file named; null for <c>CDC_CONFIG</c>, else the default.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="connectionStringFault">Says what is wrong with a connection string, without showing it; null when nothing is. This library knows no database client.</param>
    public static ConfigurationReading Read(string? file, IEnumerable<KeyValuePair<string, string>> environment, Func<string, string?>? connectionStringFault = null)
    {
        var variables = environment.ToList();
        var named = file ?? variables.Find(variable => string.Equals(variable.Key, FileVariable, StringComparison.Ordinal)).Value;
        named = string.IsNullOrEmpty(named) ? null : named;
        var faults = new FaultList();
        var text = Text(named, faults);
        return text is null && faults.Count > 0
            ? new ConfigurationReading(new CdcOptions(), faults.Sorted(), named, NoKeys)
            : ReadText(named ?? DefaultFile, text, variables, faults, connectionStringFault);
    }

    /// <summary>Options and faults of a text that is already in memory; null stands for a missing file.</summary>
    public static ConfigurationReading ReadText(string file, string? text, IEnumerable<KeyValuePair<string, string>> environment)
        => ReadText(file, text, [.. environment], new FaultList(), connectionStringFault: null);

    private static ConfigurationReading ReadText(
        string file, string? text, List<KeyValuePair<string, string>> environment, FaultList faults, Func<string, string?>? connectionStringFault)
    {
        var root = text is null ? YamlTree.Empty(file) : YamlTree.Read(file, text, faults);
        if (faults.HasSyntaxFault)
        {
            return new ConfigurationReading(new CdcOptions(), faults.Sorted(), file, NoKeys);
        }

        var applied = EnvironmentOverlay.Apply(root, environment, faults);
        if (text is null && applied == 0)
        {
            faults.Add(root.Origin, "", "There is no such file here, and no CDC_… variable says what to do", allowed: null, "Copy cdc.sample.yaml to cdc.yaml, or name a file by --config FILE");
            return new ConfigurationReading(new CdcOptions(), faults.Sorted(), File: null, NoKeys);
        }

        var reader = new SettingsReader(faults, environment, connectionStringFault);
        var options = OptionsReader.Read(reader.Root(root));
        return new ConfigurationReading(options, faults.Sorted(), text is null ? null : file, reader.KnownKeys);
    }

    private static string? Text(string? named, FaultList faults)
    {
        var file = named ?? DefaultFile;
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            if (named is not null)
            {
                faults.Add(new Origin(file, 0, IsVariable: false), "", "There is no such file", allowed: null, "Check --config and CDC_CONFIG");
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Origin(file, 0, IsVariable: false), "", "The file cannot be read", allowed: null, "Check that it is a file and who may read it");
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> ProcessEnvironment()
    {
        var variables = new List<KeyValuePair<string, string>>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables.Add(new((string)variable.Key, (string?)variable.Value ?? ""));
        }

        return variables;
    }
}
