namespace CdcFunctions.Host.Commands;

/// <summary>What a command tells the script that called it.</summary>
public static class ExitCode
{
    /// <summary>Done, and nothing to complain about.</summary>
    public const int Done = 0;

    /// <summary>Something was found, or the command failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration cannot be used.</summary>
    public const int BadUsage = 2;
}
