using System.Runtime.InteropServices;

namespace CdcFunctions.Support.Processes;

/// <summary>Numbers of the signals that tests send, and <c>kill(2)</c>.</summary>
internal static class PosixSignalNumber
{
    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGSTOP.</summary>
    public static int Stop { get; } = OperatingSystem.IsLinux() ? 19 : 17;

    /// <summary>SIGCONT.</summary>
    public static int Continue { get; } = OperatingSystem.IsLinux() ? 18 : 19;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Send(int pid, int signal);
}
