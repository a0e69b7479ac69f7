using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Kafka;

/// <summary>Resolves the texts of one function's trigger and reports the settings they lack.</summary>
internal sealed class TriggerTexts(string function, SettingReferences settings, ICollection<ConfigurationFault> faults)
{
    /// <summary>The value; null when nothing is written there.</summary>
    public string? Optional(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var resolved = settings.Resolve(text);
        if (resolved.MissingSetting is { } missing)
        {
            faults.Add(new($"function {function}", $"KafkaTrigger.{name}", $"needs the setting {missing}, which is unset", null, $"Set {missing.Replace(":", "__", StringComparison.Ordinal)}."));
        }

        return resolved.Value;
    }

    /// <summary>The value; empty, and a fault, when there is none.</summary>
    public string Required(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add(new($"function {function}", $"KafkaTrigger.{name}", "is empty", null, "Write a value or a %Setting%."));
            return "";
        }

        return Optional(name, text) ?? "";
    }
}
