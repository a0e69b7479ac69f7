namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>One key of a map and its value.</summary>
internal sealed record MapEntry(string Key, Origin Origin, Node Value)
{
    /// <summary>Keys in files are exact; names of variables are not case-sensitive.</summary>
    public bool IsCalled(string key)
        => string.Equals(Key, key, Origin.IsVariable ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
