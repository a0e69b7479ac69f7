using CdcFunctions.Operations.Configuration.Tree;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>What all sections of one reading share: the faults, the keys asked for, the environment for hints.</summary>
internal sealed class SettingsReader(
    FaultList faults, IReadOnlyList<KeyValuePair<string, string>> environment, Func<string, string?>? connectionStringFault)
{
    private readonly HashSet<string> _knownKeys = new(StringComparer.Ordinal);

    /// <summary>Where faults go.</summary>
    public FaultList Faults => faults;

    /// <summary>Every key asked for, as patterns.</summary>
    public IReadOnlySet<string> KnownKeys => _knownKeys;

    /// <summary>The outermost section.</summary>
    public Section Root(MapNode root) => new(this, root, "", "");

    /// <summary>Remembers that a key is one of ours.</summary>
    public void Know(string pattern) => _knownKeys.Add(pattern);

    /// <summary>What the database's client finds wrong with a connection string; null for nothing, or when nobody can tell.</summary>
    public string? ConnectionStringFault(string text) => connectionStringFault?.Invoke(text);

    /// <summary>How to give a setting that is missing.</summary>
    public string HowToGive(string path, string example)
    {
        var variable = EnvironmentOverlay.VariableOf(path);
        var flat = variable.Replace("__", "_", StringComparison.Ordinal);
        foreach (var (name, _) in environment)
        {
            if (string.Equals(name, flat, StringComparison.OrdinalIgnoreCase))
            {
                return $"{name} is set, but two underscores divide the levels: name it {variable}";
            }
        }

        return $"Add {example}, or set {variable}";
    }
}
