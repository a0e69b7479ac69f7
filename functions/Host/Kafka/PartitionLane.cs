using CdcFunctions.Host.Kafka.Buffers;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>The ordered way of one partition's records to the function: a bounded queue, and one batch running at a time.</summary>
/// <remarks>
/// The poll thread offers, opens and closes; batches run on the thread pool. A batch is what is queued, up to the limits: no waiting when idle,
/// large batches under load. The offset moves only when the function has returned.
/// </remarks>
internal sealed partial class PartitionLane : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RecordQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LaneSetup _setup;
    private readonly BatchRun _run;
    private readonly LaneProgress _progress;
    private readonly int _recordLimit;
    private LaneState _state = LaneState.Opening;
    private long _expected;
    private int _runningRecords;
    private long _runningBytes;
    private bool _isPumping;
    private bool _holdsSlot;
    private long? _committed;
    private long? _logEnd;

    public PartitionLane(TopicPartition partition, LaneSetup setup)
    {
        Partition = partition;
        _setup = setup;
        _queue = new RecordQueue(partition, setup.Buffers);
        _progress = new LaneProgress(setup.Time);
        _recordLimit = Math.Max(setup.Options.QueueRecords, 2 * setup.Options.MaxBatchSize);
        ByteLimit = setup.Options.QueueBytes;
        Stopping = _stopping.Token;
        _run = new BatchRun
        {
            Stopping = Stopping,
            Cancellation = _cancelled.Token,
            Done = Done,
            Failed = AttemptFailed,
            BeforeRetry = TakeSlotAsync,
        };
    }

    /// <summary>Topic and partition.</summary>
    public TopicPartition Partition { get; }

    /// <summary>Cancelled when the lane begins to close.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Bytes this lane may hold; its share of the listener's.</summary>
    public long ByteLimit { get; set; }

    /// <summary>Whether the poll loop has paused the partition. Its business alone.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether the client has shown that it fetches the partition. The poll loop's business alone.</summary>
    public bool IsFetching { get; set; }

    /// <summary>Judges gaps in the partition's offsets. The poll loop's business alone.</summary>
    public OffsetGaps Gaps { get; } = new();

    /// <summary>Offset that the next record should have. The poll loop's business alone.</summary>
    public long Expected => _expected;

    /// <summary>Whether the poll loop wakes this lane at the end of the burst. Its business alone.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Offset last committed to Kafka.</summary>
    public long? Committed
    {
        get => Guarded(ref _committed);
        set => Guard(ref _committed, value);
    }

    /// <summary>End of the partition's log as last seen.</summary>
    public long? LogEnd
    {
        get => Guarded(ref _logEnd);
        set => Guard(ref _logEnd, value);
    }

    /// <summary>Where the lane stands.</summary>
    public LaneState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Whether the queue and the running batch have fallen to half of what the lane may hold.</summary>
    public bool IsHalfEmpty
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count + _runningRecords <= _recordLimit / 2 && _queue.Bytes + _runningBytes <= ByteLimit / 2;
            }
        }
    }

    /// <summary>What more records would be for it.</summary>
    public LaneAppetite Appetite
    {
        get
        {
            lock (_gate)
            {
                if (_queue.Count >= _setup.Options.MaxBatchSize || _queue.Bytes >= Math.Min(_setup.Options.MaxBatchBytes, ByteLimit / 2))
                {
                    return LaneAppetite.Sated;
                }

                return _state == LaneState.Running && _expected < (_logEnd ?? long.MaxValue) ? LaneAppetite.Hungry : LaneAppetite.None;
            }
        }
    }

    /// <summary>Offset to commit: after the last handled record; at the end of the log when all before it is handled, because transaction markers leave no record.</summary>
    public long? CommittableOffset
    {
        get
        {
            lock (_gate)
            {
                var isDrained = _state == LaneState.Running && _queue.Count == 0 && _runningRecords == 0;
                return isDrained && _progress.End > _progress.Next ? _progress.End : _progress.Next;
            }
        }
    }

    /// <summary>Offset that the next record or end of the log should follow; null while the lane has work, is paused or is not running, and so waits for nothing.</summary>
    public long? FetchPosition
    {
        get
        {
            lock (_gate)
            {
                return !IsPaused && _queue.Count == 0 && _runningRecords == 0 ? Edge : null;
            }
        }
    }

    /// <summary>Fault of a faulted lane whose time to try again has come; null otherwise.</summary>
    public bool IsReopenDue
    {
        get
        {
            lock (_gate)
            {
                return _state == LaneState.Faulted && _progress.Reopening is { IsOver: true };
            }
        }
    }

    /// <summary>Takes a record into the queue; drops what comes before the lane is open, after it stopped, or a second time.</summary>
    /// <returns>True when the lane is full now and fetching should pause.</returns>
    public bool Offer(in ConsumedRecord record)
    {
        lock (_gate)
        {
            if (_state != LaneState.Running || record.Offset < _expected)
            {
                return false;
            }

            _expected = record.Offset + 1;
            _queue.Add(in record);
            return _queue.Count + _runningRecords >= _recordLimit || _queue.Bytes + _runningBytes >= ByteLimit;
        }
    }

    /// <summary>Offset at which the log should end or go on: after the last record taken, or the last end seen beyond it. Null while the lane does not run.</summary>
    public long? Edge
    {
        get
        {
            lock (_gate)
            {
                return _state == LaneState.Running ? Math.Max(_expected, _progress.End ?? 0) : null;
            }
        }
    }

    /// <summary>Takes note that the broker has nothing beyond this offset.</summary>
    public void ReachedEnd(long offset)
    {
        lock (_gate)
        {
            if (_state == LaneState.Running && offset >= _expected)
            {
                _progress.End = offset;
            }
        }
    }

    /// <summary>Lets the batch loop run when records wait.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_isPumping || _state != LaneState.Running || _queue.Count == 0)
            {
                return;
            }

            _isPumping = true;
        }

        _ = _setup.Threads.RunAsync(PumpAsync);
    }

    /// <summary>Takes records from this offset on.</summary>
    /// <returns>False when the lane is not opening any more.</returns>
    public bool Open(long offset)
    {
        lock (_gate)
        {
            if (_state != LaneState.Opening)
            {
                return false;
            }

            _state = LaneState.Running;
            _expected = offset;
            _progress.Begin(offset);
            return true;
        }
    }

    /// <summary>Puts a faulted lane back to its beginning.</summary>
    /// <returns>False when the lane is not faulted any more.</returns>
    public bool Reopen()
    {
        lock (_gate)
        {
            var isFaulted = _state == LaneState.Faulted && !_isPumping;
            _state = isFaulted ? LaneState.Opening : _state;
            return isFaulted;
        }
    }

    /// <summary>Stops the lane: nothing is taken, the offset stays.</summary>
    public void Fault(LaneFault fault)
    {
        lock (_gate)
        {
            if (_state is LaneState.Closing or LaneState.Closed)
            {
                return;
            }

            _state = LaneState.Faulted;
            _queue.Clear();
            _progress.Fault(fault);
        }
    }

    /// <summary>Takes note of an error that the lane itself goes on trying against, such as a store that is away.</summary>
    public void Struggle(string error)
    {
        lock (_gate)
        {
            _progress.Fail(error);
        }
    }

    /// <summary>Takes no further batch and begins no further attempt; the running attempt may finish.</summary>
    /// <returns>Completes when nothing runs any more.</returns>
    public Task BeginClose()
    {
        lock (_gate)
        {
            if (_state != LaneState.Closed)
            {
                _state = LaneState.Closing;
            }

            _queue.Clear();
            if (!_isPumping)
            {
                _drained.TrySetResult();
            }
        }

        // What hangs on the token runs elsewhere: the poll thread must not execute a function's code.
        _ = _setup.Threads.RunAsync(_stopping.Cancel);
        return _drained.Task;
    }

    /// <summary>Cancels the running function as well.</summary>
    public void Cancel() => _ = _setup.Threads.RunAsync(_cancelled.Cancel);

    /// <summary>Ends the lane.</summary>
    public void EndClose()
    {
        lock (_gate)
        {
            _state = LaneState.Closed;
        }
    }

    /// <summary>The lane at this moment.</summary>
    public LaneSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _progress.Describe(Partition, _state) with
            {
                CommittedOffset = _committed,
                LagEvents = _progress.LagTo(_logEnd),
                QueuedRecords = _queue.Count + _runningRecords,
                QueuedBytes = _queue.Bytes + _runningBytes,
                IsPaused = IsPaused,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // An abandoned batch still holds the tokens; the collector takes them then.
        if (_drained.Task.IsCompleted)
        {
            _stopping.Dispose();
            _cancelled.Dispose();
        }
    }

    // A nullable number is written in two steps; snapshots come from other threads.
    private long? Guarded(ref long? field)
    {
        lock (_gate)
        {
            return field;
        }
    }

    private void Guard(ref long? field, long? value)
    {
        lock (_gate)
        {
            field = value;
        }
    }
}
