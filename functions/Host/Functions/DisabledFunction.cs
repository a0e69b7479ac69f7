namespace CdcFunctions.Host.Functions;

/// <summary>A function that does not run in this process, and why.</summary>
public sealed record DisabledFunction(string Name, string Reason);
