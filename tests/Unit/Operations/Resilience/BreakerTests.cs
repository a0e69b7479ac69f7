using CdcFunctions.Operations.Resilience;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Unit.Operations.Resilience;

public sealed class BreakerTests : IBreakerListener
{
    private static readonly BreakerOptions Options = new();

    private readonly ManualTime _time = new();
    private readonly Breaker _breaker;
    private readonly List<BreakerPhase> _phases = [];
    private int _recovered;

    public BreakerTests()
    {
        _breaker = new Breaker(Options, _time) { Listener = this };
    }

    void IBreakerListener.Changed(BreakerPhase phase) => _phases.Add(phase);

    void IBreakerListener.Recovered() => _recovered++;

    [Fact]
    public void Five_failures_in_a_row_open_it()
    {
        Fail(4);
        Assert.True(_breaker.Enter().IsAdmitted);
        Fail(1);

        var pass = _breaker.Enter();
        Assert.Equal((false, TimeSpan.FromSeconds(60)), (pass.IsAdmitted, pass.RetryAfter));
        Assert.Equal([BreakerPhase.Open], _phases);
    }

    [Fact]
    public void A_success_begins_the_row_anew()
    {
        Fail(4);
        _breaker.Succeeded();
        Fail(4);

        Assert.Equal(BreakerPhase.Closed, _breaker.Phase);
    }

    [Fact]
    public void After_its_pause_exactly_one_of_many_threads_is_admitted()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (time, admitted) = (new ManualTime(), 0);
            var breaker = new Breaker(Options, time);
            for (var failure = 0; failure < Options.Failures; failure++)
            {
                breaker.Failed(breaker.Enter());
            }

            time.Advance(Options.Pause);
            Parallel.For(0, 16, _ => Interlocked.Add(ref admitted, breaker.Enter().IsAdmitted ? 1 : 0));

            Assert.Equal(1, admitted);
        }
    }

    [Fact]
    public void A_probe_that_fails_opens_it_for_another_pause_and_one_that_succeeds_closes_it()
    {
        Fail(5);
        _time.Advance(Options.Pause - TimeSpan.FromTicks(1));
        Assert.False(_breaker.Enter().IsAdmitted);
        Assert.False(_breaker.IsProbeDue);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(_breaker.IsProbeDue);
        var probe = _breaker.Enter();
        Assert.True(probe.IsProbe);
        _breaker.Failed(probe);
        Assert.Equal(Options.Pause, _breaker.Enter().RetryAfter);

        _time.Advance(Options.Pause);
        Assert.True(_breaker.Enter().IsProbe);
        _breaker.Succeeded();
        Assert.True(_breaker.Enter().IsAdmitted);
        Assert.Equal([BreakerPhase.Open, BreakerPhase.HalfOpen, BreakerPhase.Open, BreakerPhase.HalfOpen, BreakerPhase.Closed], _phases);
    }

    [Fact]
    public void A_late_failure_of_an_older_call_does_not_count_against_the_probe()
    {
        var old = _breaker.Enter();
        Fail(5);
        _time.Advance(Options.Pause);
        Assert.True(_breaker.Enter().IsProbe);

        _breaker.Failed(old);

        Assert.Equal(BreakerPhase.HalfOpen, _breaker.Phase);
    }

    [Fact]
    public void A_probe_that_was_given_up_leaves_its_place_to_the_next()
    {
        Fail(5);
        _time.Advance(Options.Pause);
        _breaker.GivenUp(_breaker.Enter());

        Assert.True(_breaker.Enter().IsProbe);
    }

    [Fact]
    public void A_success_elsewhere_closes_it_early_and_tells_that_it_is_over()
    {
        _breaker.Succeeded();
        Fail(5);

        _breaker.Succeeded();

        Assert.Equal((BreakerPhase.Closed, 1), (_breaker.Phase, _recovered));
    }

    [Fact]
    public void In_ten_thousand_random_runs_it_admits_nobody_while_open_and_never_two_probes()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var (random, time) = (new Random(seed), new ManualTime());
            var breaker = new Breaker(Options, time);
            var (row, running) = (0, new List<BreakerPass>());
            for (var step = 0; step < 60; step++)
            {
                time.Advance(TimeSpan.FromSeconds(random.Next(0, 30)));
                var pass = breaker.Enter();
                var probes = running.Count(other => other.IsProbe);
                Assert.True(!pass.IsAdmitted || !pass.IsProbe || probes == 0, $"Two probes with seed {seed}.");
                Assert.True(!pass.IsAdmitted || pass.IsProbe || row < Options.Failures, $"Admitted after {row} failures in a row with seed {seed}.");
                if (pass.IsAdmitted)
                {
                    running.Add(pass);
                }

                if (running.Count == 0 || random.Next(2) == 0)
                {
                    continue;
                }

                var done = running[random.Next(running.Count)];
                running.Remove(done);
                if (random.Next(4) == 0)
                {
                    breaker.Succeeded();
                    (row, running) = (0, []);
                }
                else
                {
                    breaker.Failed(done);
                    row++;
                }
            }
        }
    }

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _breaker.Failed(_breaker.Enter());
        }
    }
}
