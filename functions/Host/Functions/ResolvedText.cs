namespace CdcFunctions.Host.Functions;

/// <summary>Outcome of resolving a text: its value, or the setting that it lacks.</summary>
/// <param name="Value">The text with settings filled in; null when one is missing.</param>
/// <param name="MissingSetting">First setting without a value.</param>
public readonly record struct ResolvedText(string? Value, string? MissingSetting);
