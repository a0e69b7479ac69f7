namespace CdcFunctions.Host.Demo;

/// <summary>What <c>cdc demo</c> was asked for.</summary>
public sealed record DemoOptions
{
    /// <summary>Leave everything running to look around, until Ctrl-C.</summary>
    public bool Keep { get; init; }

    /// <summary>Longest wait for all events to be applied. They take a second or two; a minute means that something is wrong.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(1);
}
