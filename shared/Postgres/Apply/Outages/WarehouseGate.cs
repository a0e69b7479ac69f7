using CdcFunctions.Operations.Resilience;
using CdcFunctions.Postgres.Failures;
using Polly;

namespace CdcFunctions.Postgres.Apply.Outages;

/// <summary>The way of every batch to the database: a breaker of which there is one for each database.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class WarehouseGate
{
    private readonly ResiliencePipeline _pipeline;

    /// <summary>A gate with a breaker of its own.</summary>
    public WarehouseGate(BreakerOptions options, TimeProvider time)
    {
        Breaker = new Breaker(options, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddStrategy(_ => new BreakerStrategy(Breaker, IsOutage), new StrategyOptions()).Build();
    }

    /// <summary>The breaker.</summary>
    public Breaker Breaker { get; }

    /// <summary>Runs a call, unless the breaker is open.</summary>
    /// <exception cref="Polly.CircuitBreaker.BrokenCircuitException">It is open; the call did not run.</exception>
    public Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellation)
        => _pipeline.ExecuteAsync(static (run, token) => new ValueTask(run(token)), call, cancellation).AsTask();

    private static bool IsOutage(Exception failure) => FailureRules.Of(failure).Action == FailureAction.Wait;

    private sealed class StrategyOptions : ResilienceStrategyOptions;
}
