using System.Runtime.InteropServices;
using Npgsql;

namespace CdcFunctions.Benchmarks;

/// <summary>Tells what the figures were measured on.</summary>
internal static class BenchMachine
{
    /// <summary>Processors, memory, operating system, runtime.</summary>
    public static string Describe()
        => $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Version of the server.</summary>
    public static async Task<string> ServerAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }
}
