using System.Collections;

namespace CdcFunctions.Host.Commands;

/// <summary>What a command line runs in: the process's streams and variables, or a test's.</summary>
/// <param name="Out">For results.</param>
/// <param name="Error">For faults, progress and logs.</param>
/// <param name="Environment">Variables.</param>
/// <param name="IsTerminal">True when a person watches the results.</param>
public sealed record CommandSurroundings(TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string> Environment, bool IsTerminal)
{
    /// <summary>Those of this process.</summary>
    public static CommandSurroundings OfProcess() => new(Console.Out, Console.Error, Variables(), !Console.IsOutputRedirected);

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
