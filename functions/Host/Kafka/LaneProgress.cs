using CdcFunctions.Operations.Resilience;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>How far a lane has come and how it fares. Not thread-safe: the lane guards it.</summary>
internal sealed class LaneProgress(TimeProvider time)
{
    private long _records;
    private long _bytes;
    private long _batches;
    private int _failedAttempts;
    private long? _failingSince;
    private string? _lastError;
    private bool _isFaulted;

    /// <summary>First offset that is not handled; null before the lane is open.</summary>
    public long? Next { get; private set; }

    /// <summary>End of the log that the consumer has reached; null while it has not.</summary>
    public long? End { get; set; }

    /// <summary>When a faulted lane tries again; null for never.</summary>
    public Deadline? Reopening { get; private set; }

    public void Begin(long offset)
    {
        Next = offset;
        End = null;
        _isFaulted = false;
        Recover();
    }

    public void Advance(long next)
    {
        Next = next;

        // A batch that ends after the lane was stopped does not mend what stopped it.
        if (!_isFaulted)
        {
            Recover();
        }
    }

    public void Handled(KafkaRecord[] batch, long bytes)
    {
        var isWhole = batch[^1].Offset < Next;
        _records += isWhole ? batch.Length : batch.Count(record => record.Offset < Next);
        _bytes += isWhole ? bytes : 0;
        _batches += isWhole ? 1 : 0;
    }

    public void Fail(string error)
    {
        _failedAttempts++;
        _failingSince ??= time.GetTimestamp();
        _lastError = error;
    }

    public void Fault(LaneFault fault)
    {
        _isFaulted = true;
        Reopening = fault.ReopenAfter is { } wait ? new Deadline(time, wait) : null;
        _failingSince ??= time.GetTimestamp();
        _lastError = fault.Message;
    }

    public long? LagTo(long? logEnd) => logEnd is { } end && Next is { } next ? Math.Max(0, end - Math.Max(next, End ?? 0)) : null;

    public LaneSnapshot Describe(TopicPartition partition, LaneState state) => new()
    {
        Topic = partition.Topic,
        Partition = partition.Partition.Value,
        State = state,
        NextOffset = Next,
        HandledRecords = _records,
        HandledBytes = _bytes,
        HandledBatches = _batches,
        FailedAttempts = _failedAttempts,
        FailingSince = _failingSince is { } since ? time.GetUtcNow() - time.GetElapsedTime(since) : null,
        LastError = _lastError,
    };

    private void Recover()
    {
        _failedAttempts = 0;
        _failingSince = null;
        _lastError = null;
    }
}
