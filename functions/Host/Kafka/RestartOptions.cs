using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Host.Kafka;

/// <summary>Waits between attempts, doubling from the first to the longest.</summary>
public sealed record RestartOptions
{
    /// <summary>First wait. Short: most outages are a failover of seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait: a returning database or broker is noticed within this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Wait before an attempt, counted from 1, with jitter of a fifth so that lanes do not come all at once.</summary>
    internal TimeSpan Before(int attempt, Random chance)
    {
        var doubled = First * Math.Pow(2, Math.Min(attempt - 1, 20));
        lock (chance)
        {
            doubled *= 0.8 + (0.4 * chance.NextDouble());
        }

        return doubled < Longest ? doubled : Longest;
    }
}
