using System.Diagnostics;

namespace CdcFunctions.Benchmarks.Processes;

/// <summary>Resident memory of another process, in MB (10⁶ bytes).</summary>
internal static class ProcessMemory
{
    private const double Mega = 1e6;

    /// <summary>Now.</summary>
    public static double Now(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.WorkingSet64 / Mega;
    }

    /// <summary>The most it ever had.</summary>
    public static double Peak(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.PeakWorkingSet64 / Mega;
    }
}
