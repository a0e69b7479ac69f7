using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Host.Functions;

/// <summary>Which of the functions found are to run: all, or those named by <c>functions</c> in host.json, without the disabled ones.</summary>
internal sealed class FunctionChoice(IConfiguration configuration, ICollection<ConfigurationFault> faults)
{
    /// <summary>Functions switched off, with the reason.</summary>
    public List<DisabledFunction> Disabled { get; } = [];

    /// <summary>The functions to run.</summary>
    public IReadOnlyList<FunctionDescriptor> Choose(IReadOnlyList<FunctionDescriptor> found, IReadOnlyList<string> wanted)
    {
        foreach (var unknown in wanted.Where(name => !found.Any(f => Same(f.Name, name))))
        {
            faults.Add(new("AzureFunctionsJobHost__functions__N or host.json", "functions", $"names {unknown}, which does not exist",
                string.Join(", ", found.Select(f => f.Name)), "Correct the name, or remove it."));
        }

        return [.. found.Where(f => IsWanted(f, wanted) && !IsSwitchedOff(f))];
    }

    private bool IsWanted(FunctionDescriptor function, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0 || wanted.Any(name => Same(function.Name, name)))
        {
            return true;
        }

        Disabled.Add(new(function.Name, "not named in functions of host.json or AzureFunctionsJobHost__functions__N"));
        return false;
    }

    private bool IsSwitchedOff(FunctionDescriptor function)
    {
        var key = $"AzureWebJobs:{function.Name}:Disabled";
        var value = configuration[key] ?? configuration[key.Replace(':', '.')];
        if (value is null || !(value == "1" || (bool.TryParse(value, out var isOff) && isOff)))
        {
            return false;
        }

        Disabled.Add(new(function.Name, $"setting {key.Replace(':', '.')} is {value}"));
        return true;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
