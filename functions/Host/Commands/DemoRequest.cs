namespace CdcFunctions.Host.Commands;

/// <summary>Arguments of <c>cdc demo</c>.</summary>
/// <param name="Keep">Leave everything running and print how to look around.</param>
public sealed record DemoRequest(bool Keep);
