using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Operations.Resilience;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Drives one consumer from one thread: polls without ever pausing itself, deals records to lanes, pauses and resumes their partitions, commits what they handled.</summary>
internal sealed partial class PollLoop(
    KafkaTrigger trigger, LaneSetup setup, LaneOpening opening, LaneClosing closing, BrokerWatch broker, RecordRate rate, ILogger logger) : IGroupEvents
{
    private const int Burst = 512;

    private static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(100);

    // While a lane is paused or opens, the thread looks after it this often.
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(10);

    // While no broker answers, the client repeats itself many times a second.
    private static readonly TimeSpan RepeatError = TimeSpan.FromSeconds(30);

    // Buffers that were not needed for this long are let go.
    private static readonly TimeSpan TrimEvery = TimeSpan.FromSeconds(2);

    private readonly LaneTable _lanes = new(setup.Options);
    private readonly StallWatch _stalls = new(setup.Time, setup.Threads, logger);
    private readonly LaneSeeking _seeking = new(setup.Time, broker);
    private readonly LargeValues _large = new();
    private readonly Backpressure _backpressure = new(setup.Time);
    private readonly List<PartitionLane> _touched = [];
    private readonly HashSet<PartitionLane> _paused = [];
    private readonly Dictionary<ErrorCode, long> _reported = [];
    private OffsetCommits? _commits;
    private IGroupConsumer? _consumer;
    private CancellationToken _stopping;
    private Deadline _trim = new(setup.Time, TrimEvery);
    private long _nextTick;
    private long _lastPoll;
    private volatile string? _lastError;

    /// <summary>Lanes, for snapshots.</summary>
    public IReadOnlyList<PartitionLane> Lanes => _lanes.All;

    /// <summary>Timestamp of the last turn; 0 before the first.</summary>
    public long LastPoll => Volatile.Read(ref _lastPoll);

    /// <summary>Last error that did not stop the loop.</summary>
    public string? LastError => _lastError;

    /// <summary>Runs until asked to stop, then drains, commits and leaves the group. Throws when the consumer is dead.</summary>
    public void Run(IGroupConsumer consumer, CancellationToken stopping)
    {
        (_consumer, _commits, _stopping) = (consumer, new OffsetCommits(consumer, setup.Threads, logger), stopping);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                Turn();
            }

            Drain();
        }
        finally
        {
            Abort();
        }
    }

    /// <summary>One round: look after the lanes, poll a burst, wake the lanes that got records.</summary>
    private void Turn()
    {
        Volatile.Write(ref _lastPoll, setup.Time.GetTimestamp());
        _seeking.Run(_consumer!, Resume);
        ResumeLanes();
        if (setup.Time.GetTimestamp() >= _nextTick)
        {
            Tick();
        }

        if (_backpressure.HoldsBack(_lanes.All))
        {
            setup.Threads.Wait([new TaskCompletionSource().Task], Backpressure.Rest, _stopping);
            return;
        }

        PollBurst();
    }

    /// <inheritdoc/>
    IEnumerable<TopicPartitionOffset> IGroupEvents.Assigned(IReadOnlyList<TopicPartition> partitions)
    {
        broker.Answered();
        foreach (var partition in partitions)
        {
            var lane = new PartitionLane(partition, setup);
            _lanes.Add(lane);
            BeginOpening(lane);
        }

        Log.Assigned(logger, trigger.Function.Name, partitions.Count, _lanes.All.Count);

        // Nothing should be fetched before the lane knows its place: begin where nothing is, and seek later.
        return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.End));
    }

    /// <inheritdoc/>
    void IGroupEvents.Revoked(IReadOnlyList<TopicPartition> partitions)
    {
        var lanes = Take(partitions);
        closing.Drain(lanes, setup.Options.RevokeTimeout, setup.Options.ShutdownTimeout / 3, _stopping);
        _commits!.Finish(lanes, TimeSpan.FromSeconds(5));
        closing.Forget(lanes);
        Log.Revoked(logger, trigger.Function.Name, partitions.Count, _lanes.All.Count);
    }

    /// <inheritdoc/>
    void IGroupEvents.Lost(IReadOnlyList<TopicPartition> partitions)
    {
        var lanes = Take(partitions);
        closing.Cancel(lanes);
        closing.Forget(lanes);
        Log.Lost(logger, trigger.Function.Name, partitions.Count);
    }

    /// <inheritdoc/>
    void IGroupEvents.Failed(Error error)
    {
        broker.Report(error);
        _lastError = error.Reason;
        if (error.IsFatal)
        {
            throw new KafkaException(error);
        }

        LogOnce(error);
    }

    private void PollBurst()
    {
        _backpressure.Polled();
        var wait = _paused.Count > 0 || _seeking.IsBusy ? BusyWait : IdleWait;
        var records = 0;
        try
        {
            for (var i = 0; i < Burst && _consumer!.Poll(wait) is { } polled; i++)
            {
                wait = TimeSpan.Zero;
                records += Deal(polled);
            }
        }
        catch (ConsumeException failure) when (!failure.Error.IsFatal)
        {
            Failed(failure);
        }

        rate.Add(records);
        foreach (var lane in _touched)
        {
            lane.IsTouched = false;
            lane.Wake();
        }

        _touched.Clear();
    }

    private int Deal(ConsumeResult<RecordBytes, RecordBytes> polled)
    {
        if (_lanes.Find(polled.Topic, polled.Partition) is not { } lane)
        {
            return 0;
        }

        if (!lane.IsFetching)
        {
            Begun(lane);
        }

        if (polled.IsPartitionEOF)
        {
            End(lane, polled.Offset.Value);
            return 0;
        }

        if (polled.Offset.Value > lane.Expected && lane.Edge is not null && !lane.Gaps.MayFollow(lane.Expected, polled.Offset.Value))
        {
            LookAgain(lane, lane.Expected, polled.Offset.Value);
            return 0;
        }

        _large.Took(polled.Message.Value.Length);
        if (lane.Offer(ConsumedRecord.From(polled)))
        {
            Pause([lane]);
        }

        if (!lane.IsTouched)
        {
            lane.IsTouched = true;
            _touched.Add(lane);
        }

        return 1;
    }

    private void Failed(ConsumeException failure)
    {
        _lastError = failure.Error.Reason;
        var place = failure.ConsumerRecord?.TopicPartition;
        var lane = place is null ? null : _lanes.Find(place.Topic, place.Partition);
        switch (failure.Error.Code)
        {
            case ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange when lane?.State == LaneState.Running:
                Fault(lane, $"its offset is no longer on the broker ({failure.Error.Reason}): records were deleted before they were applied");
                break;
            case ErrorCode.Local_BadMsg or ErrorCode.Local_BadCompression when lane is not null:
                Fault(lane, $"the log cannot be read ({failure.Error.Reason})");
                break;
            case ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange:
                break;
            default:
                LogOnce(failure.Error);
                break;
        }
    }

    private void LogOnce(Error error)
    {
        if (!_reported.TryGetValue(error.Code, out var before) || setup.Time.GetElapsedTime(before) >= RepeatError)
        {
            _reported[error.Code] = setup.Time.GetTimestamp();
            Log.ClientError(logger, trigger.Function.Name, error.Code, error.Reason);
        }
    }

    private void Fault(PartitionLane lane, string problem)
    {
        Log.LaneUnreadable(logger, lane.Partition.Topic, lane.Partition.Partition.Value, problem);
        lane.Fault(new LaneFault(problem, setup.Options.RetryFaultedAfter));
        Pause([lane]);
    }

    private void Tick()
    {
        _nextTick = setup.Time.GetTimestamp() + (long)(setup.Options.CommitInterval.TotalSeconds * setup.Time.TimestampFrequency);
        rate.Tick();
        broker.Tick(_consumer!);
        foreach (var lane in _lanes.All)
        {
            lane.LogEnd = _consumer!.KnownEnd(lane.Partition) ?? lane.LogEnd;
            if (lane.State == LaneState.Faulted && !lane.IsPaused)
            {
                Pause([lane]);
            }

            if (lane.IsReopenDue && lane.Reopen())
            {
                BeginOpening(lane);
            }
        }

        if (_trim.IsOver)
        {
            setup.Buffers.Trim();
            _trim = new Deadline(setup.Time, TrimEvery);
        }

        _stalls.Tick(_lanes.All, _consumer!);
        if (_commits!.Tick(_lanes.All))
        {
            broker.Answered();
        }
    }

    private IReadOnlyList<PartitionLane> Take(IReadOnlyList<TopicPartition> partitions)
    {
        var lanes = _lanes.Remove(partitions);
        _paused.ExceptWith(lanes);
        _touched.RemoveAll(lanes.Contains);
        return lanes;
    }

    private void Drain()
    {
        // A third of the time is kept for cancelling, committing and leaving.
        var begun = setup.Time.GetTimestamp();
        var patience = setup.Options.ShutdownTimeout * (2.0 / 3);
        Log.Draining(logger, trigger.Function.Name, _lanes.All.Count, patience);
        Pause(_lanes.All);
        var batches = _lanes.All.Select(lane => lane.BeginClose()).ToList();
        while (!batches.TrueForAll(work => work.IsCompleted) && setup.Time.GetElapsedTime(begun) < patience)
        {
            // Polling goes on, so that the group does not give the partitions away while batches finish.
            PollBurst();
        }

        var lanes = _lanes.All;
        closing.Cancel(lanes);
        _commits!.Finish(lanes, setup.Options.ShutdownTimeout / 8);
        Log.Drained(logger, trigger.Function.Name, setup.Time.GetElapsedTime(begun));
    }

    // Whatever is still here belongs to nobody any more: the consumer is closing or dead.
    private void Abort()
    {
        var lanes = Take([.. _lanes.All.Select(lane => lane.Partition)]);
        closing.Cancel(lanes);
        closing.Forget(lanes);
    }
}
