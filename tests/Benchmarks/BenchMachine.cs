using System.Runtime.InteropServices;

namespace CdcFunctions.Benchmarks;

/// <summary>Tells what the figures were measured on.</summary>
internal static class BenchMachine
{
    /// <summary>Processors, memory, operating system, runtime.</summary>
    public static string Describe()
        => $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
}
