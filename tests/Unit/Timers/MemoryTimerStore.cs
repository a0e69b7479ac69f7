using CdcFunctions.Host.Timers;

namespace CdcFunctions.Unit.Timers;

/// <summary>The store of schedules, in memory, with an outage on demand.</summary>
internal sealed class MemoryTimerStore(TimeProvider time) : ITimerStore
{
    private readonly Lock _gate = new();
    private StoredSchedule? _status;
    private string? _owner;
    private DateTimeOffset _until;

    public bool IsAway { get; set; }

    public StoredSchedule? Status
    {
        get
        {
            lock (_gate)
            {
                return _status;
            }
        }

        set
        {
            lock (_gate)
            {
                _status = value;
            }
        }
    }

    public Task<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation) => Answer(() => _status);

    public Task RegisterAsync(string function, string schedule, DateTimeOffset nextRun, CancellationToken cancellation) => Answer(() =>
        _status = _status is { NextRun: not null } known && known.Schedule == schedule ? known : new StoredSchedule(schedule, _status?.LastRun, nextRun, time.GetUtcNow()));

    public Task<StoredSchedule?> TryLeaseAsync(string function, string schedule, string owner, TimeSpan duration, CancellationToken cancellation) => Answer(() =>
    {
        if (_owner is not null && _owner != owner && _until >= time.GetUtcNow())
        {
            return null;
        }

        (_owner, _until) = (owner, time.GetUtcNow() + duration);
        return _status ??= new StoredSchedule(schedule, null, null, null);
    });

    public Task<bool> RenewAsync(string function, string owner, TimeSpan duration, CancellationToken cancellation) => Answer(() =>
    {
        var isHeld = _owner == owner && _until >= time.GetUtcNow();
        _until = isHeld ? time.GetUtcNow() + duration : _until;
        return isHeld;
    });

    public Task ReleaseAsync(string function, string owner, StoredSchedule? status, CancellationToken cancellation) => Answer(() =>
    {
        if (_owner == owner)
        {
            _owner = null;
            _status = status ?? _status;
        }

        return true;
    });

    /// <summary>Takes the lease as another replica would.</summary>
    public void Steal(TimeSpan duration)
    {
        lock (_gate)
        {
            (_owner, _until) = ("another", time.GetUtcNow() + duration);
        }
    }

    private Task<TAnswer> Answer<TAnswer>(Func<TAnswer> answer)
    {
        lock (_gate)
        {
            return IsAway ? Task.FromException<TAnswer>(new TimeoutException("PostgreSQL does not answer.")) : Task.FromResult(answer());
        }
    }
}
