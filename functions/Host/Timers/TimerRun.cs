namespace CdcFunctions.Host.Timers;

/// <summary>How a demanded run ended.</summary>
public enum TimerRun
{
    /// <summary>The function ran and returned.</summary>
    Succeeded,

    /// <summary>The function threw; the log says what.</summary>
    Failed,

    /// <summary>It runs already, here or in another replica.</summary>
    AlreadyRunning,
}
