using CdcFunctions.Host.Functions;

namespace CdcFunctions.Host.Timers;

/// <summary>A timer trigger with its settings filled in.</summary>
internal sealed record TimerTrigger
{
    /// <summary>The function.</summary>
    public required FunctionDescriptor Function { get; init; }

    /// <summary>When it is due.</summary>
    public required TimerSchedule Schedule { get; init; }

    /// <summary>Whether slots missed while nothing ran are made up for.</summary>
    public bool IsMonitored { get; init; }

    /// <summary>Whether it also runs at every start.</summary>
    public bool RunsOnStartup { get; init; }
}
