using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Resilience;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Postgres.Failures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Host.Functions;

/// <summary>Watches for an outage of PostgreSQL to end, so that lanes whose backoff has grown to a minute go on at once.</summary>
/// <remarks>
/// Thread-safe. Asks every second, and only during an outage. An outage whose end a connection shows (<see cref="RecoverySign"/>) closes the breaker as soon as that is seen;
/// one that only a batch can end, such as a full disk, waits for the breaker's pause, after which the lanes are woken and the breaker admits one of them.
/// </remarks>
internal sealed partial class WarehouseRecovery(IServiceProvider services, TimeProvider time, ILogger<WarehouseRecovery> logger) : IRecoverySignal, IHealthPart, IBreakerListener, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Breaker? _breaker = (services.GetService(typeof(WarehouseGate)) as WarehouseGate)?.Breaker;
    private readonly WarehouseProbe _probe = new(services, time);
    private TaskCompletionSource? _wake;
    private RecoverySign _sign;
    private string? _problem;
    private long _since;
    private bool _isDisposed;

    /// <inheritdoc/>
    public bool IsWatched(Exception cause, out Task recovered)
    {
        recovered = Task.CompletedTask;
        var rule = FailureRules.Of(cause);
        if (rule.Action != FailureAction.Wait)
        {
            return false;
        }

        lock (_gate)
        {
            if (_problem is null)
            {
                _since = time.GetTimestamp();
                _breaker?.Listener = this;
                _ = Task.Run(WatchAsync);
            }

            // A refusal by the breaker says nothing about the database that is not known already.
            if (_problem is null || cause is not Polly.CircuitBreaker.BrokenCircuitException)
            {
                (_problem, _sign) = (FailureText.Of(cause), rule.Sign);
            }

            _wake ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            recovered = _wake.Task;
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<HealthReport> Report()
    {
        lock (_gate)
        {
            var howLong = _sign == RecoverySign.Batch ? "the host goes on by itself within a minute of its end" : "the host goes on by itself within a second of its return";
            return [_problem is null
                ? HealthReport.Well("postgres", "No outage is known.")
                : HealthReport.NotReady("postgres", $"{_problem.TrimEnd('.')}. Lanes wait and nothing is lost; {howLong}.")];
        }
    }

    /// <inheritdoc/>
    public void Changed(BreakerPhase phase)
    {
        if (phase == BreakerPhase.Open)
        {
            Log.Opened(logger);
        }
        else if (phase == BreakerPhase.HalfOpen)
        {
            Log.Probing(logger);
        }
    }

    /// <inheritdoc/>
    public void Recovered() => End();

    /// <inheritdoc/>
    public void Dispose()
    {
        // The container disposes it once for each service it stands for.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task WatchAsync()
    {
        var ended = _ended.Token;
        while (true)
        {
            await Task.Delay(Interval, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            RecoverySign sign;
            lock (_gate)
            {
                if (ended.IsCancellationRequested || _problem is null)
                {
                    return;
                }

                sign = _sign;
            }

            if (sign != RecoverySign.Batch && await SeesAsync(sign, ended))
            {
                _breaker?.Succeeded();
                End();
                return;
            }

            if (_breaker?.IsProbeDue == true)
            {
                Wake();
            }
        }
    }

    private async Task<bool> SeesAsync(RecoverySign sign, CancellationToken ended)
    {
        var (isSeen, problem) = await _probe.SeesAsync(sign, ended);
        if (problem is not null)
        {
            lock (_gate)
            {
                _problem = _problem is null ? null : FailureText.Of(problem);
            }
        }

        return isSeen;
    }

    private void End()
    {
        TimeSpan elapsed;
        lock (_gate)
        {
            if (_problem is null)
            {
                return;
            }

            _problem = null;
            elapsed = time.GetElapsedTime(_since);
        }

        Log.Returned(logger, elapsed);
        Wake();
    }

    private void Wake()
    {
        TaskCompletionSource? wake;
        lock (_gate)
        {
            (wake, _wake) = (_wake, null);
        }

        wake?.SetResult();
    }
}
