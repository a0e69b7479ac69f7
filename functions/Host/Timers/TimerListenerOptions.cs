using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Host.Timers;

/// <summary>How timer functions are run.</summary>
public sealed record TimerListenerOptions
{
    /// <summary>How long a lease lasts without being renewed. After a crash another replica goes on after this time.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait before another replica's run is looked at again, or a store that is away is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Lateness from which a run counts as past due.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PastDue { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time that a stop leaves for a running function.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(8);
}
