using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Timers;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Functions;
using CdcFunctions.Unit.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Timers;

public sealed class TimerListenerTests : IAsyncLifetime
{
    private const string Hourly = "0 0 * * * *";

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero));
    private readonly Probe _probe = new();
    private readonly MemoryTimerStore _store;
    private readonly List<TimerListener> _listeners = [];

    public TimerListenerTests() => _store = new MemoryTimerStore(_time);

    private List<TimerInfo> Runs => [.. _probe.Seen.OfType<TimerInfo>()];

    [Fact]
    public async Task It_runs_at_every_slot_and_stores_where_it_stands()
    {
        Start(Hourly);
        await PassAsync(() => _store.Status?.LastRun == At(1), "the run at 01:00");
        await PassAsync(() => _store.Status?.LastRun == At(2), "the run at 02:00");

        Assert.Equal(2, Runs.Count);
        Assert.All(Runs, run => Assert.False(run.IsPastDue));
        Assert.Equal(At(3), _store.Status!.NextRun);
        Assert.Equal(At(1).UtcDateTime, Runs[1].ScheduleStatus!.Last);
        Assert.Equal(At(3).UtcDateTime, Runs[1].ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Slots_missed_while_nothing_ran_become_one_run_that_is_past_due()
    {
        _store.Status = new StoredSchedule(Hourly, At(-10), At(-9), At(-10));

        Start(Hourly);
        await Eventually.TrueAsync(() => _store.Status?.NextRun == At(1), "the run that makes up");

        Assert.True(Assert.Single(Runs).IsPastDue);
    }

    [Fact]
    public async Task A_changed_schedule_begins_anew()
    {
        _store.Status = new StoredSchedule("0 0 0 * * *", At(-10), At(-9), At(-10));

        Start(Hourly);
        await Eventually.TrueAsync(() => _store.Status?.NextRun == At(1), "the new slot stored");

        Assert.Empty(Runs);
    }

    [Fact]
    public async Task Without_a_monitor_nothing_is_made_up_for()
    {
        _store.Status = new StoredSchedule(Hourly, At(-10), At(-9), At(-10));

        Start(Hourly, isMonitored: false);
        await PassAsync(() => Runs.Count == 1, "the run at 01:00");

        Assert.Null(Runs[0].ScheduleStatus);
        Assert.False(Runs[0].IsPastDue);
    }

    [Fact]
    public async Task On_start_up_it_runs_at_once_when_asked_to()
    {
        Start(Hourly, runsOnStartup: true);

        await Eventually.TrueAsync(() => Runs.Count == 1, "the run at the start");
        await Eventually.TrueAsync(() => _store.Status?.NextRun == At(1), "the schedule stays");
    }

    [Fact]
    public async Task Of_many_replicas_one_runs_each_slot()
    {
        for (var i = 0; i < 5; i++)
        {
            Start(Hourly);
        }

        for (var hour = 1; hour <= 6; hour++)
        {
            await PassAsync(() => _listeners.TrueForAll(l => l.Snapshot().NextRun == At(hour + 1)), $"all know that {hour}:00 has run");
        }

        Assert.Equal(6, Runs.Count);
    }

    [Fact]
    public async Task While_another_replica_runs_the_slot_it_waits_and_does_not_run_it_again()
    {
        var listener = Start(Hourly);
        await Eventually.TrueAsync(() => listener.Snapshot().NextRun == At(1), "waiting");
        _store.Steal(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(31));
        _store.Status = new StoredSchedule(Hourly, At(1), At(2), At(1));

        await PassAsync(() => listener.Snapshot().NextRun >= At(2), "the next slot taken over");

        Assert.DoesNotContain(Runs, run => run.ScheduleStatus!.Next == At(2).UtcDateTime);
    }

    [Fact]
    public async Task A_failed_run_is_logged_and_the_next_slot_comes_as_usual()
    {
        _probe.Act = call => call == 1 ? throw new InvalidOperationException("no") : Task.CompletedTask;

        var listener = Start(Hourly);
        await PassAsync(() => _store.Status?.LastRun == At(1), "the failed run");
        Assert.Contains("no", listener.Snapshot().LastError, StringComparison.Ordinal);
        await PassAsync(() => _store.Status?.LastRun == At(2), "the next run");

        Assert.Null(listener.Snapshot().LastError);
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_interval_is_not_overlapped_and_misses_nothing_twice()
    {
        var gate = new TaskCompletionSource();
        _probe.Act = call => call == 1 ? gate.Task : Task.CompletedTask;

        var listener = Start(Hourly);
        await PassAsync(() => Runs.Count == 1, "the long run");
        await PassAsync(() => _time.GetUtcNow() >= At(4), "three more slots pass");
        Assert.Single(Runs);
        Assert.Equal(TimerRun.AlreadyRunning, await listener.RunNowAsync(CancellationToken.None));
        gate.SetResult();

        await Eventually.TrueAsync(() => _store.Status?.NextRun > _time.GetUtcNow(), "the next slot is ahead");
        Assert.Single(Runs);
    }

    [Fact]
    public async Task While_the_store_is_away_the_run_waits_and_is_made_up_for()
    {
        var listener = Start(Hourly);
        await Eventually.TrueAsync(() => listener.Snapshot().NextRun == At(1), "waiting");
        _store.IsAway = true;
        await PassAsync(() => _time.GetUtcNow() > At(3), "two slots pass");
        Assert.Empty(Runs);
        Assert.Contains("does not answer", listener.Snapshot().LastError, StringComparison.Ordinal);

        _store.IsAway = false;
        await PassAsync(() => Runs.Count == 1, "the run that makes up");

        Assert.True(Runs[0].IsPastDue);
    }

    [Fact]
    public async Task A_lost_lease_cancels_the_run()
    {
        var isCancelled = false;
        _probe.Act = _ => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Token()).ContinueWith(_ => isCancelled = true, TaskScheduler.Default);
        Start(Hourly);
        await PassAsync(() => _probe.Calls == 1, "the run");

        _store.Steal(TimeSpan.FromHours(5));
        await PassAsync(() => isCancelled, "the run cancelled");

        CancellationToken Token() => _probe.Seen.OfType<CancellationToken>().Last();
    }

    [Fact]
    public async Task A_run_on_demand_leaves_the_schedule_alone()
    {
        var listener = Start(Hourly);
        await Eventually.TrueAsync(() => listener.Snapshot().NextRun == At(1), "waiting");

        Assert.Equal(TimerRun.Succeeded, await listener.RunNowAsync(CancellationToken.None));

        Assert.Equal(At(1), _store.Status!.NextRun);
        await PassAsync(() => Runs.Count == 2, "the run at 01:00");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            var stopped = listener.StopAsync(CancellationToken.None);
            await PassAsync(() => stopped.IsCompleted, "the listener stopped");
            listener.Dispose();
        }
    }

    private static DateTimeOffset At(int hour) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    private TimerListener Start(string schedule, bool isMonitored = true, bool runsOnStartup = false)
    {
        var services = new ServiceCollection().AddSingleton(_probe).BuildServiceProvider();
        var invoker = new FunctionInvoker(services.GetRequiredService<IServiceScopeFactory>(), [], _time, new Random(1), NullLogger<FunctionInvoker>.Instance);
        var trigger = new TimerTrigger
        {
            Function = new FunctionDiscovery(new List<ConfigurationFault>()).Find([typeof(TimerFunctions)])[0],
            Schedule = ScheduleText.Read(schedule, TimeZoneInfo.Utc)!,
            IsMonitored = isMonitored,
            RunsOnStartup = runsOnStartup,
        };
        var listener = new TimerListener(trigger, invoker, _store, new TimerListenerOptions { Lease = TimeSpan.FromMinutes(10), Recheck = TimeSpan.FromMinutes(1) }, _time, NullLogger<TimerListener>.Instance);
        _listeners.Add(listener);
        listener.Start();
        return listener;
    }

    // From timer to timer, but no further than a lease allows, so that work on other threads can follow the clock.
    private async Task PassAsync(Func<bool> claim, string what)
    {
        var stood = 0;
        var waiting = -1;
        await Eventually.TrueAsync(
            () =>
            {
                stood = _time.Waiting == waiting ? stood + 1 : 0;
                waiting = _time.Waiting;
                if (!claim() && stood >= 2 && _time.UntilNext is { } next)
                {
                    stood = 0;
                    _time.Advance(next < TimeSpan.FromMinutes(2) ? next : TimeSpan.FromMinutes(2));
                }

                return claim();
            },
            what);
    }
}

public sealed class TimerFunctions(Probe probe)
{
    [Function("Tidy")]
    public Task Tidy([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellation) => probe.SeeAsync(timer, cancellation);
}
