using CdcFunctions.Host.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

/// <summary>Runs one timer function on its schedule: one run across all replicas, never two at once, misses collapsed into one.</summary>
internal sealed partial class TimerListener(
    TimerTrigger trigger, FunctionInvoker invoker, ITimerStore store, TimerListenerOptions options, TimeProvider time, ILogger<TimerListener> logger) : IDisposable
{
    // Timers cannot wait for months, and a clock that is set is noticed within this time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly string _name = trigger.Function.Name;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelled = new();
    private Task _loop = Task.CompletedTask;
    private DateTimeOffset _next;

    // Replaced as a whole, so that readers on other threads never see half of a change.
    private volatile TimerSnapshot _view = new() { Function = trigger.Function.Name, Schedule = trigger.Schedule.Text };

    /// <summary>The function's name.</summary>
    public string Name => _name;

    /// <summary>Begins to follow the schedule.</summary>
    public void Start() => _loop = Task.Run(FollowAsync);

    /// <summary>Stops; a running function may finish for most of the time, then it is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(options.ShutdownTimeout * (2.0 / 3), time, cancellation));
        await _cancelled.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(options.ShutdownTimeout / 4, time, cancellation));
    }

    /// <summary>The function at this moment.</summary>
    public TimerSnapshot Snapshot() => _view;

    /// <summary>Runs the function now, once; the schedule stays as it is.</summary>
    public async Task<TimerRun> RunNowAsync(CancellationToken cancellation)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return TimerRun.AlreadyRunning;
        }

        try
        {
            var stored = await store.TryLeaseAsync(_name, trigger.Schedule.Text, _owner, options.Lease, cancellation);
            if (stored is null)
            {
                return TimerRun.AlreadyRunning;
            }

            var begun = time.GetUtcNow();
            var next = stored.NextRun ?? trigger.Schedule.Next(begun);
            var isWell = await RunLeasedAsync(stored with { NextRun = next }, isPastDue: false);
            await ReleaseAsync(new StoredSchedule(trigger.Schedule.Text, begun, next, null));
            return isWell ? TimerRun.Succeeded : TimerRun.Failed;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_loop.IsCompleted)
        {
            _turn.Dispose();
            _stopping.Dispose();
            _cancelled.Dispose();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            Await(await InsistAsync(FirstSlotAsync));
            if (trigger.RunsOnStartup && _next > time.GetUtcNow())
            {
                await RunNowAsync(_stopping.Token);
            }

            while (true)
            {
                await WaitUntilAsync(_next);
                Await(await InsistAsync(DueAsync));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Await(DateTimeOffset next)
    {
        _next = next;
        _view = _view with { NextRun = next };
    }

    // The first slot: the stored one, so that a slot missed while nothing ran is past and runs at once; anew when the schedule has changed.
    private async Task<DateTimeOffset> FirstSlotAsync()
    {
        var next = trigger.Schedule.Next(time.GetUtcNow());
        if (!trigger.IsMonitored)
        {
            return next;
        }

        await store.RegisterAsync(_name, trigger.Schedule.Text, next, _stopping.Token);
        return (await store.ReadAsync(_name, _stopping.Token))?.NextRun ?? next;
    }

    // Runs the slot that is due, unless another replica has; returns the next one.
    private async Task<DateTimeOffset> DueAsync()
    {
        var slot = _next;
        await _turn.WaitAsync(_stopping.Token);
        try
        {
            while (true)
            {
                var stored = await store.TryLeaseAsync(_name, trigger.Schedule.Text, _owner, options.Lease, _stopping.Token);
                if (stored is not null)
                {
                    return await RunSlotAsync(slot, stored);
                }

                await Task.Delay(options.Recheck, time, _stopping.Token);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<DateTimeOffset> RunSlotAsync(DateTimeOffset slot, StoredSchedule stored)
    {
        var now = time.GetUtcNow();
        if (stored.Schedule == trigger.Schedule.Text && stored.NextRun > slot)
        {
            await ReleaseAsync(status: null);
            return stored.NextRun.Value > now ? stored.NextRun.Value : trigger.Schedule.Next(now);
        }

        await RunLeasedAsync(stored with { NextRun = trigger.Schedule.Next(now) }, isPastDue: now - slot >= options.PastDue);

        // Slots that passed while it ran are not made up for.
        var next = trigger.Schedule.Next(time.GetUtcNow());
        await ReleaseAsync(new StoredSchedule(trigger.Schedule.Text, now, next, null));
        return next;
    }

    private async Task<bool> RunLeasedAsync(StoredSchedule status, bool isPastDue)
    {
        var begun = time.GetUtcNow();
        _view = _view with { IsRunning = true, LastRun = begun };
        await using var lease = new TimerLease(store, _name, _owner, options.Lease, time, logger, _cancelled.Token);
        try
        {
            Log.Running(logger, _name, isPastDue);
            var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = trigger.IsMonitored ? Status(status) : null };
            await invoker.InvokeAsync(trigger.Function, new Invocation { Payload = info, Stopping = _stopping.Token, Cancellation = lease.Held });
            _view = _view with { LastError = null };
            Log.Ran(logger, _name, time.GetUtcNow() - begun);
            return true;
        }
        catch (Exception cause)
        {
            _view = _view with { LastError = $"{cause.GetType().Name}: {cause.Message}" };
            Log.Failed(logger, cause, _name);
            return false;
        }
        finally
        {
            _view = _view with { IsRunning = false };
        }
    }

    private static ScheduleStatus Status(StoredSchedule status) => new()
    {
        Last = status.LastRun?.UtcDateTime ?? default,
        Next = status.NextRun?.UtcDateTime ?? default,
        LastUpdated = status.LastUpdated?.UtcDateTime ?? default,
    };

    // A lease that cannot be given back expires by itself.
    private async Task ReleaseAsync(StoredSchedule? status)
    {
        try
        {
            await store.ReleaseAsync(_name, _owner, status, CancellationToken.None);
        }
        catch (Exception cause)
        {
            Log.NotReleased(logger, _name, cause.Message, options.Lease);
        }
    }

    private async Task<DateTimeOffset> InsistAsync(Func<Task<DateTimeOffset>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception cause) when (!_stopping.IsCancellationRequested)
            {
                _view = _view with { LastError = $"{cause.GetType().Name}: {cause.Message}" };
                Log.StoreAway(logger, _name, cause.Message, options.Recheck);
                await Task.Delay(options.Recheck, time, _stopping.Token);
            }
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset moment)
    {
        while (moment - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, _stopping.Token);
        }
    }
}
