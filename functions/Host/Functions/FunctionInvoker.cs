using System.Globalization;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

/// <summary>Runs a function: a scope of services per attempt, middleware around it, retries as its policy says.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class FunctionInvoker(
    IServiceScopeFactory scopes, IEnumerable<MiddlewareRegistration> middleware, TimeProvider time, Random chance, ILogger<FunctionInvoker> logger,
    IRecoverySignal? recovery = null)
{
    private readonly MiddlewareRegistration[] _middleware = [.. middleware];

    /// <summary>Returns when the function has succeeded; throws what it threw last when its retries are used up or <see cref="SenselessRetry"/> says retrying is senseless.</summary>
    /// <exception cref="OperationCanceledException">Stopped before success.</exception>
    public async Task InvokeAsync(FunctionDescriptor function, Invocation invocation)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        for (var retries = 0; ; retries++)
        {
            // After a stop the partition may belong to somebody else: no attempt begins any more.
            invocation.Stopping.ThrowIfCancellationRequested();
            invocation.Cancellation.ThrowIfCancellationRequested();
            try
            {
                await AttemptAsync(function, invocation, id, retries);
                return;
            }
            catch (OperationCanceledException) when (invocation.Cancellation.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception cause)
            {
                var next = NextDelay(function, retries, cause);
                invocation.Failed?.Invoke(new FailedAttempt(retries, cause, next));
                if (next is not { } delay)
                {
                    throw;
                }

                if (IsWorthALine(retries))
                {
                    Log.Retrying(logger, FailureText.TraceOf(cause), function.Name, FailureText.Of(cause), retries + 1, Most(function), delay);
                }

                await WaitAsync(delay, cause, invocation);
                if (invocation.BeforeRetry is { } ready)
                {
                    await ready();
                }
            }
        }
    }

    private async Task AttemptAsync(FunctionDescriptor function, Invocation invocation, string id, int retries)
    {
        await using var scope = scopes.CreateAsyncScope();
        var state = function.Retry is { } policy ? new RetryState(retries, policy.MaxRetryCount) : null;
        var context = new InvocationContext(function, id, scope.ServiceProvider, invocation, state);

        if (_middleware.Length == 0)
        {
            await function.Call.RunAsync(invocation.Payload, context);
            return;
        }

        FunctionExecutionDelegate run = inner => function.Call.RunAsync(invocation.Payload, inner);
        for (var i = _middleware.Length - 1; i >= 0; i--)
        {
            run = _middleware[i].Wrap(run);
        }

        await run(context);
    }

    private TimeSpan? NextDelay(FunctionDescriptor function, int retries, Exception cause)
    {
        if (function.Retry is not { } policy || !policy.Allows(retries) || SenselessRetry.After(cause))
        {
            return null;
        }

        // Lanes fail together; Random is not made for several threads.
        lock (chance)
        {
            return policy.DelayBefore(retries + 1, chance);
        }
    }

    private async Task WaitAsync(TimeSpan delay, Exception cause, Invocation invocation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(invocation.Stopping, invocation.Cancellation);
        var waited = Task.Delay(delay, time, either.Token);
        await (recovery is not null && recovery.IsWatched(cause, out var recovered) ? await Task.WhenAny(waited, recovered) : waited);
        either.Cancel();
    }

    // A database that is away fails every lane every few seconds.
    private static bool IsWorthALine(int retries) => retries < 3 || retries % 15 == 0;

    private static string Most(FunctionDescriptor function) => function.Retry switch
    {
        null => "0",
        { MaxRetryCount: < 0 } => "endless",
        var policy => policy.MaxRetryCount.ToString(CultureInfo.InvariantCulture),
    };
}
