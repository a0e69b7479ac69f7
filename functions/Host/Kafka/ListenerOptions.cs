using System.ComponentModel.DataAnnotations;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Kafka;

/// <summary>How a Kafka listener takes, queues and hands over records.</summary>
public sealed record ListenerOptions
{
    /// <summary>Most records of one batch.</summary>
    [Range(1, 100_000)]
    public int MaxBatchSize { get; init; } = KafkaOptions.DefaultMaxBatchSize;

    /// <summary>Most bytes of one batch; a single larger record makes a batch of its own.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxBatchBytes { get; init; } = KafkaOptions.DefaultMaxBatchBytes;

    /// <summary>
    /// Records a lane may hold, queued and running; at least two batches. Pausing a partition throws away what was fetched ahead and
    /// waits for a fetch under way, so it must stay rare whatever the size of a batch.
    /// </summary>
    [Range(1, 1_000_000)]
    public int QueueRecords { get; init; } = 20_000;

    /// <summary>
    /// Bytes that all lanes of one listener may hold, queued and running. Keeps the process small whatever the number of partitions;
    /// <c>AddFunctions</c> divides it between the listeners.
    /// </summary>
    [Range(1024 * 1024, 4L * 1024 * 1024 * 1024)]
    public long QueueBytes { get; init; } = 96L * 1024 * 1024;

    /// <summary>Lanes of one listener whose functions run at once. Below the number of connections to PostgreSQL.</summary>
    [Range(1, 1000)]
    public int MaxParallelLanes { get; init; } = 8;

    /// <summary>Shortest time between two commits to Kafka.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time a running batch has to finish when its partition is taken away; then it is cancelled.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:04:00")]
    public TimeSpan RevokeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from the stop signal to the end, all in all.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>First and longest wait before a lane asks for its position again, or a dead consumer is started anew.</summary>
    public RestartOptions Restart { get; init; } = new();

    /// <summary>Where a lane begins when neither PostgreSQL nor Kafka knows an offset: at the end instead of the beginning.</summary>
    public bool StartsAtEnd { get; init; }

    /// <summary>What to do when the stored offset is gone.</summary>
    public MissingOffsetPolicy MissingOffset { get; init; } = MissingOffsetPolicy.Stop;

    /// <summary>Wait after which a lane that stopped on a failing function tries again; null for never (the default: a person decides).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? RetryFaultedAfter { get; init; }

    /// <summary>Failing time after which a lane that still retries makes the host unready.</summary>
    public TimeSpan FailingIsUnready { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence of the poll thread after which the host is unready.</summary>
    public TimeSpan SilentIsUnready { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence of the poll thread, or time without a living consumer, after which the host is not live and should be restarted.</summary>
    public TimeSpan SilentIsDead { get; init; } = TimeSpan.FromMinutes(2);
}
