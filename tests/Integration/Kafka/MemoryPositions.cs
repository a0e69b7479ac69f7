using System.Collections.Concurrent;
using CdcFunctions.Host.Kafka;

namespace CdcFunctions.Integration.Kafka;

/// <summary>Positions as PostgreSQL would keep them, with an outage on demand.</summary>
internal sealed class MemoryPositions : IPartitionPositions
{
    private readonly ConcurrentDictionary<(string, int), long> _next = new();
    private int _epoch;

    public bool IsAway { get; set; }

    public int Acquired => Volatile.Read(ref _epoch);

    public long? this[string topic, int partition]
    {
        get => _next.TryGetValue((topic, partition), out var next) ? next : null;
        set => _next[(topic, partition)] = value!.Value;
    }

    public Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
        => IsAway
            ? Task.FromException<PartitionPosition>(new TimeoutException("PostgreSQL does not answer."))
            : Task.FromResult(new PartitionPosition(Interlocked.Increment(ref _epoch), this[topic, partition]));

    public void Release(string consumerGroup, string topic, int partition)
    {
        // Nothing is held here.
    }
}
