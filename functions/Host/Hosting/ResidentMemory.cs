using System.Globalization;
using System.Runtime.InteropServices;

namespace CdcFunctions.Host.Hosting;

/// <summary>What of the process lies in memory without being needed: pages of programs, and what native libraries have freed.</summary>
/// <remarks>
/// The kernel maps sixteen pages of a program for each one that is needed, and what start-up alone runs stays mapped for good: more than half of an
/// idle process. Pages let go stay in the page cache, where the kernel may take them back; one that is needed again is found there in microseconds.
/// </remarks>
internal static class ResidentMemory
{
    private const int DontNeed = 4;

    // Never written, so that nothing of them is lost: code, and libraries mapped whole to be read.
    private static readonly string[] ReadOnly = ["r-xp", "r--s"];

    /// <summary>Lets it go. Does nothing where there is no Linux.</summary>
    public static void LetGo()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        TrimHeap();
        foreach (var (start, length) in Mapped(File.ReadLines("/proc/self/maps")))
        {
            _ = Advise(start, length, DontNeed);
        }
    }

    /// <summary>Ranges that hold a file's pages and cannot be written.</summary>
    /// <param name="maps">Lines of <c>/proc/PID/maps</c>: <c>start-end permissions offset device inode path</c>.</param>
    internal static IEnumerable<(nuint Start, nuint Length)> Mapped(IEnumerable<string> maps)
        => from line in maps
           let fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)
           where fields.Length == 6 && ReadOnly.Contains(fields[1], StringComparer.Ordinal)
           where fields[5].StartsWith('/') && !fields[5].EndsWith("(deleted)", StringComparison.Ordinal)
           let ends = fields[0].Split('-')
           let start = Address(ends[0])
           select (start, Address(ends[1]) - start);

    private static nuint Address(string hex) => nuint.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // The Kafka client's buffers come from there.
    private static void TrimHeap()
    {
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Only the GNU library keeps what was freed, and only it has this.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint pad);

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nuint start, nuint length, int advice);
}
