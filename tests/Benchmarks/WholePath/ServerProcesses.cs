using System.Globalization;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Processor time of the PostgreSQL servers of this machine, read from /proc; zero where there is none.</summary>
internal static class ServerProcesses
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of all processes named postgres, those that have ended and were waited for included.</summary>
    public static TimeSpan CpuTime()
    {
        if (!Directory.Exists("/proc/self"))
        {
            return TimeSpan.Zero;
        }

        var ticks = Directory.EnumerateDirectories("/proc").Where(IsProcess).Select(directory => Path.Combine(directory, "stat")).Sum(Ticks);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static bool IsProcess(string directory) => char.IsAsciiDigit(System.IO.Path.GetFileName(directory)[0]);

    private static long Ticks(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (!text.Contains("(postgres)", StringComparison.Ordinal))
            {
                return 0;
            }

            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
