using System.Globalization;
using System.Runtime.InteropServices;

namespace CdcFunctions.Host.Hosting;

/// <summary>
/// Pages of program files that the process has mapped. The kernel maps sixteen for each one that is needed, and what start-up alone runs stays
/// mapped for good: most of what an idle process holds.
/// </summary>
/// <remarks>What is let go stays in the page cache, unmapped, where the kernel may take it back; a page that is needed again is found there in microseconds.</remarks>
internal static class CodePages
{
    private const int DontNeed = 4;

    // Never written, so that nothing of them is lost: code, and libraries mapped whole to be read.
    private static readonly string[] ReadOnly = ["r-xp", "r--s"];

    /// <summary>Lets all of them go. Does nothing where there is no Linux.</summary>
    public static void LetGo()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

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

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nuint start, nuint length, int advice);
}
