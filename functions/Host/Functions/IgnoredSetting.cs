namespace CdcFunctions.Host.Functions;

/// <summary>A setting of <c>host.json</c> that has no effect here.</summary>
/// <param name="Path">Where it stands, with dots.</param>
/// <param name="Reason">Why it has none.</param>
public readonly record struct IgnoredSetting(string Path, string Reason);
