using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Feeds one function from Kafka: keeps a poll thread with a living consumer, and replaces a consumer that has died.</summary>
internal sealed partial class KafkaListener : IDisposable
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    private readonly KafkaTrigger _trigger;
    private readonly IGroupConsumerFactory _consumers;
    private readonly IPartitionPositions _positions;
    private readonly ListenerOptions _options;
    private readonly TimeProvider _time;
    private readonly ThreadProvider _threads;
    private readonly Random _chance;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly LaneSetup _lanes;
    private readonly LaneOpening _opening;
    private readonly BrokerWatch _broker;
    private readonly RecordRate _rate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PollLoop? _loop;
    private volatile string? _lastError;
    private volatile int _restarts;
    private long _downSince;
    private long _runSince;
    private int _state = (int)ListenerState.Created;

    public KafkaListener(
        KafkaTrigger trigger, IBatchHandler handler, IGroupConsumerFactory consumers, IPartitionPositions positions, ListenerOptions options,
        TimeProvider time, Random chance, ILogger<KafkaListener> logger, ThreadProvider? threads = null)
    {
        (_trigger, _consumers, _positions, _options) = (trigger, consumers, positions, options);
        (_time, _threads, _chance, _logger) = (time, threads ?? ThreadProvider.System, chance, logger);
        _slots = new SemaphoreSlim(options.MaxParallelLanes);
        _lanes = new LaneSetup(options, handler, _slots, time, _threads, logger);
        _opening = new LaneOpening(trigger.ConsumerGroup, positions, options, time, _threads, chance, logger);
        _broker = new BrokerWatch(trigger.Brokers, time, _threads);
        _rate = new RecordRate(time);
    }

    /// <summary>Begins to consume. A property that the client refuses is reported here, not repeated for ever.</summary>
    /// <exception cref="Operations.Configuration.ConfigurationException">The client refuses its configuration.</exception>
    public void Start()
    {
        var loop = NewLoop();
        var consumer = _consumers.Create(_trigger, loop);
        State = ListenerState.Consuming;
        Log.Started(_logger, _trigger.Function.Name, string.Join(", ", _trigger.Topics), _trigger.ConsumerGroup, _trigger.Brokers);
        _threads.Start($"kafka {_trigger.Function.Name}", () => Supervise(loop, consumer));
    }

    /// <summary>Drains and leaves the group; gives up waiting when cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (State == ListenerState.Created)
        {
            return;
        }

        await BeginStopAsync();
        await Task.WhenAny(_ended.Task, Task.Delay(_options.ShutdownTimeout, _time, cancellation));
        if (!_ended.Task.IsCompleted)
        {
            Log.Unfinished(_logger, _trigger.Function.Name, _options.ShutdownTimeout);
        }
    }

    /// <summary>Asks the poll thread to drain and leave, without waiting for it.</summary>
    public Task BeginStopAsync() => _threads.RunAsync(_stopping.Cancel);

    /// <summary>The listener at this moment.</summary>
    public ListenerSnapshot Snapshot()
    {
        var loop = _loop;
        return new ListenerSnapshot
        {
            Function = _trigger.Function.Name,
            Topics = _trigger.Topics,
            ConsumerGroup = _trigger.ConsumerGroup,
            Brokers = _trigger.Brokers,
            State = State,
            Lanes = loop is null ? [] : [.. loop.Lanes.Select(lane => lane.Snapshot())],
            LastPoll = loop is { LastPoll: > 0 } ? _time.GetUtcNow() - _time.GetElapsedTime(loop.LastPoll) : null,
            DownSince = DownSince(),
            BrokerProblem = _broker.Problem,
            LastError = _lastError ?? loop?.LastError,
            Restarts = _restarts,
            RecordsPerSecond = _rate.PerSecond,
            ConsumedRecords = _rate.Total,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // While an abandoned thread still runs, it holds these.
        if (State is ListenerState.Created or ListenerState.Stopped)
        {
            _stopping.Dispose();
            _slots.Dispose();
        }
    }

    private ListenerState State
    {
        get => (ListenerState)Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, (int)value);
    }

    // A consumer that dies again and again counts as down until one has lasted.
    private DateTimeOffset? DownSince()
    {
        var (down, run) = (Interlocked.Read(ref _downSince), Interlocked.Read(ref _runSince));
        return down == 0 || (run != 0 && _time.GetElapsedTime(run) > Lasting) ? null : _time.GetUtcNow() - _time.GetElapsedTime(down);
    }

    private PollLoop NewLoop()
        => _loop = new PollLoop(_trigger, _lanes, _opening, new LaneClosing(_trigger.ConsumerGroup, _positions, _threads, _logger), _broker, _rate, _logger);

    private void Supervise(PollLoop loop, IGroupConsumer? consumer)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                consumer ??= _consumers.Create(_trigger, loop);
                using var draining = _stopping.Token.Register(() => State = ListenerState.Draining);
                Interlocked.Exchange(ref _runSince, _time.GetTimestamp());
                loop.Run(consumer, _stopping.Token);
                Leave(consumer);
                break;
            }
            catch (Exception cause)
            {
                // Whatever it was, a listener without its loop consumes nothing: say so and begin anew.
                State = ListenerState.Restarting;
                if (DownSince() is null)
                {
                    failures = 0;
                    Interlocked.Exchange(ref _downSince, _time.GetTimestamp());
                }

                Interlocked.Exchange(ref _runSince, 0);
                _lastError = cause.Message;
                Leave(consumer);
                if (!WaitToRestart(failures, cause))
                {
                    break;
                }

                (loop, consumer) = (NewLoop(), null);
                _restarts++;
                State = ListenerState.Consuming;
            }
        }

        State = ListenerState.Stopped;
        _ended.TrySetResult();
    }

    private bool WaitToRestart(int failures, Exception cause)
    {
        var delay = _options.Restart.Before(failures + 1, _chance);
        Log.Died(_logger, cause, _trigger.Function.Name, delay);
        _threads.Wait([Task.Delay(delay, _time, _stopping.Token)], Timeout.InfiniteTimeSpan);
        return !_stopping.IsCancellationRequested;
    }

    // Leaving can hang while no broker answers; the group notices a silent member by itself.
    private void Leave(IGroupConsumer? consumer)
    {
        if (consumer is null)
        {
            return;
        }

        var left = _threads.RunAsync(() =>
        {
            try
            {
                consumer.Close();
            }
            finally
            {
                _broker.Settle(TimeSpan.FromSeconds(3));
                consumer.Dispose();
            }
        });
        if (!_threads.Wait([left], _options.ShutdownTimeout / 4) || left.IsFaulted)
        {
            Log.NotLeft(_logger, _trigger.Function.Name, left.Exception?.InnerException?.Message ?? "no answer");
        }
    }
}
