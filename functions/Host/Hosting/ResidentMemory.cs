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

    /// <summary>Lets it go. Does nothing where there is no Linux.</summary>
    /// <param name="smaps">What the kernel tells of the mappings; those it tells nothing of stay as they are.</param>
    public static void LetGo(string smaps = "/proc/self/smaps")
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        TrimHeap();
        try
        {
            // One by one as they are read, so that hardly any time is left in which another could write.
            using var mappings = new FileStream(smaps, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            foreach (var (start, length) in CleanMappings.Read(mappings))
            {
                _ = Advise(start, length, DontNeed);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A hardened machine: more memory is the price.
        }
    }

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
