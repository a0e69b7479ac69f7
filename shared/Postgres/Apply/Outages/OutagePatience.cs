using System.Collections.Concurrent;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Postgres.Apply.Outages;

/// <summary>Knows since when a partition has met nothing but passing failures, and when that is long enough to park its batch.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class OutagePatience(PostgresOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<PartitionKey, long> _since = new();

    /// <summary>A batch of the partition has failed: true when the limit is set and passed.</summary>
    public bool IsOver(PartitionKey partition)
        => options.DeadLetterAfter is { } limit && time.GetElapsedTime(_since.GetOrAdd(partition, _ => time.GetTimestamp())) >= limit;

    /// <summary>A batch of the partition was committed.</summary>
    public void Renew(PartitionKey partition)
    {
        if (!_since.IsEmpty)
        {
            _since.TryRemove(partition, out _);
        }
    }
}
