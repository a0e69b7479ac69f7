using System.Globalization;

namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>How paths of settings are written: <c>sources[0].tables.users.staleAfter</c>.</summary>
internal static class Paths
{
    /// <summary>Path of a key below <paramref name="parent"/>.</summary>
    public static string Key(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    /// <summary>Path of a list's item.</summary>
    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>True for the keys whose children are names that a person chose, never settings of ours.</summary>
    public static bool HoldsFreeNames(string key)
        => key.ToUpperInvariant() is "TABLES" or "COLUMNS" or "PROPERTIES" or "SOURCETYPES" or "ADD";
}
