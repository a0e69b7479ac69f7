using Polly;
using Polly.CircuitBreaker;

namespace CdcFunctions.Operations.Resilience;

/// <summary>A <see cref="Breaker"/> as a strategy of a Polly pipeline. A refused call ends with <see cref="BrokenCircuitException"/>.</summary>
/// <param name="breaker">The breaker, which may be shared.</param>
/// <param name="isFailure">Exceptions that count; any other outcome shows that the other side answers.</param>
public sealed class BreakerStrategy(Breaker breaker, Func<Exception, bool> isFailure) : ResilienceStrategy
{
    /// <inheritdoc />
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(context);
        var pass = breaker.Enter();
        if (!pass.IsAdmitted)
        {
            return Outcome.FromException<TResult>(new BrokenCircuitException("It failed several times in a row and is left alone for a while; one call tries it then.", pass.RetryAfter));
        }

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        switch (outcome.Exception)
        {
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                breaker.GivenUp(pass);
                break;
            case { } failure when isFailure(failure):
                breaker.Failed(pass);
                break;
            default:
                breaker.Succeeded();
                break;
        }

        return outcome;
    }
}
