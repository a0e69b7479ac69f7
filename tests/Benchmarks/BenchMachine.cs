using System.Runtime.InteropServices;
using Npgsql;

namespace CdcFunctions.Benchmarks;

/// <summary>Tells what the figures were measured on.</summary>
internal static class BenchMachine
{
    /// <summary>Processors, memory, operating system, runtime.</summary>
    public static string Describe()
        => $"{Environment.ProcessorCount} processors{Model()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Version of the server.</summary>
    public static async Task<string> ServerAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    /// <summary>From how much unwritten data on the kernel writes it back to the disk on which commits wait too; null where it does not tell.</summary>
    public static string? WriteBack()
    {
        const string Folder = "/proc/sys/vm/";
        string Read(string name) => File.ReadAllText(Folder + name).Trim();
        return !File.Exists(Folder + "dirty_background_bytes") ? null
            : Read("dirty_background_bytes") is not "0" and var bytes ? $"{bytes} bytes"
            : $"{Read("dirty_background_ratio")} % of memory, or after {Read("dirty_expire_centisecs")} cs";
    }

    private static string Model()
    {
        const string Cpus = "/proc/cpuinfo";
        var line = File.Exists(Cpus) ? File.ReadLines(Cpus).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? "" : $" ({line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()})";
    }
}
