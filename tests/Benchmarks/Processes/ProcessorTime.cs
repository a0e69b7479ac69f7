using System.Diagnostics;
using System.Globalization;
using CdcFunctions.Host.Demo.Servers;

namespace CdcFunctions.Benchmarks.Processes;

/// <summary>Processor time that other processes have used.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Of one process.</summary>
    public static TimeSpan Of(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime;
    }

    /// <summary>Of a process, its children, and its children that have ended; zero where there is no /proc.</summary>
    public static TimeSpan OfTree(int process)
        => TimeSpan.FromSeconds((Ticks(process, fields: 4) + ChildProcess.ChildrenOf(process).Sum(child => Ticks(child, fields: 2))) / TicksPerSecond);

    // User, system, and the same of children that have ended, are the fields from the fourteenth.
    private static long Ticks(int process, int fields)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ')[11..(11 + fields)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
