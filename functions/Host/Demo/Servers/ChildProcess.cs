using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>Small pieces around child processes: read a line, run a script, send a signal.</summary>
internal static class ChildProcess
{
    /// <summary>SIGINT, SIGQUIT, SIGKILL and SIGTERM have one number everywhere.</summary>
    public const int Quit = 3;

    /// <summary>Ends a process without a chance to clean up.</summary>
    public const int SigKill = 9;

    /// <summary>Freezes a process.</summary>
    public static int SigStop { get; } = OperatingSystem.IsLinux() ? 19 : 17;

    /// <summary>Lets a frozen process go on.</summary>
    public static int SigContinue { get; } = OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>First line a program prints, or null when it fails.</summary>
    public static string? Read(string program, params string[] arguments)
    {
        try
        {
            var (code, output) = Run(new ProcessStartInfo(program, arguments));
            return code == 0 ? output.Split('\n')[0].Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs to the end and returns exit code and both outputs together.</summary>
    public static (int ExitCode, string Output) Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Process ids of the direct children.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid)
    {
        var (_, output) = Run(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid="]));
        return [.. output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length == 2 && string.Equals(fields[1], pid.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .Select(fields => int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>True while one of the processes runs; one that has ended and waits for its parent does not.</summary>
    public static bool IsAnyRunning(IReadOnlyCollection<int> pids)
    {
        var (_, output) = Run(new ProcessStartInfo("ps", ["-A", "-o", "pid=,stat="]));
        return output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields.Length == 2 && fields[1][0] != 'Z' && pids.Contains(int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Sends a signal; a process that is gone is no error.</summary>
    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
