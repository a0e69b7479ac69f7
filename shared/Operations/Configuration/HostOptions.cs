using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>Settings of the host process.</summary>
public sealed record HostOptions
{
    /// <summary>Address of health and the list of functions; port 0 picks a free one.</summary>
    public string Listen { get; init; } = "127.0.0.1:8080";

    /// <summary>Time a SIGTERM leaves for running batches.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(8);
}
