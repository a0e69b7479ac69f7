using CdcFunctions.Operations.Resilience;
using CdcFunctions.Unit.Support;
using Polly;
using Polly.CircuitBreaker;

namespace CdcFunctions.Unit.Operations.Resilience;

public sealed class BreakerStrategyTests
{
    private readonly Breaker _breaker = new(new BreakerOptions { Failures = 2 }, new ManualTime());
    private readonly ResiliencePipeline _pipeline;

    public BreakerStrategyTests()
        => _pipeline = new ResiliencePipelineBuilder().AddStrategy(_ => new BreakerStrategy(_breaker, failure => failure is TimeoutException), new StrategyOptions()).Build();

    [Fact]
    public async Task A_call_to_an_open_breaker_does_not_run()
    {
        await FailAsync(new TimeoutException());
        await FailAsync(new TimeoutException());

        var refused = await Assert.ThrowsAsync<BrokenCircuitException>(() => _pipeline.ExecuteAsync(_ => throw new InvalidOperationException("It ran.")).AsTask());

        Assert.Equal(TimeSpan.FromSeconds(60), refused.RetryAfter);
    }

    [Fact]
    public async Task Another_failure_shows_that_the_other_side_answers()
    {
        await FailAsync(new TimeoutException());
        await FailAsync(new InvalidOperationException());
        await FailAsync(new TimeoutException());

        Assert.Equal(BreakerPhase.Closed, _breaker.Phase);
    }

    [Fact]
    public async Task A_cancelled_call_is_no_outcome()
    {
        using var cancelled = new CancellationTokenSource();
        await FailAsync(new TimeoutException());
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _pipeline.ExecuteAsync(token => throw new OperationCanceledException(token), cancelled.Token).AsTask());
        await FailAsync(new TimeoutException());

        Assert.Equal(BreakerPhase.Open, _breaker.Phase);
    }

    private Task FailAsync(Exception failure) => Assert.ThrowsAsync(failure.GetType(), () => _pipeline.ExecuteAsync(_ => throw failure).AsTask());

    private sealed class StrategyOptions : ResilienceStrategyOptions;
}
