using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Host.Functions;

/// <summary>Looks up the settings that attributes name as <c>%Setting%</c>: first the application's configuration, then what <c>cdc.yaml</c> implies.</summary>
public sealed partial class SettingReferences(IConfiguration configuration, IReadOnlyDictionary<string, string?> implied)
{
    /// <summary>Value of a setting; null when it is unset or empty.</summary>
    public string? Find(string name)
    {
        var value = configuration[name];
        value = string.IsNullOrWhiteSpace(value) ? implied.GetValueOrDefault(name) : value;
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>Text with every <c>%Setting%</c> replaced. Text that is itself the name of a setting stands for its value, as in Azure's host.</summary>
    public ResolvedText Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? missing = null;
        var value = Reference().Replace(text, reference =>
        {
            var found = Find(reference.Groups["name"].Value);
            missing ??= found is null ? reference.Groups["name"].Value : null;
            return found ?? "";
        });
        return missing is not null ? new ResolvedText(null, missing) : new ResolvedText(Find(value) ?? value, null);
    }

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
