using CdcFunctions.Host.Web;
using CdcFunctions.Postgres.Apply;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Host.Functions;

/// <summary>Watches for PostgreSQL to return: after a failed connection it asks every second, so that lanes whose backoff has grown to a minute go on at once.</summary>
/// <remarks>Thread-safe. Asks only while something waits for the answer.</remarks>
internal sealed partial class WarehouseRecovery(IServiceProvider services, TimeProvider time, ILogger<WarehouseRecovery> logger) : IRecoverySignal, IHealthPart, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource? _recovered;
    private string? _problem;
    private bool _isDisposed;

    /// <inheritdoc/>
    public bool IsWatched(Exception cause, out Task recovered)
    {
        recovered = Task.CompletedTask;
        if (!IsOutage(cause))
        {
            return false;
        }

        lock (_gate)
        {
            if (_recovered is null)
            {
                _recovered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _problem = FailureText.Of(cause);
                _ = Task.Run(WatchAsync);
            }

            recovered = _recovered.Task;
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<HealthReport> Report()
    {
        lock (_gate)
        {
            return [_recovered is null
                ? HealthReport.Well("postgres", "No outage is known.")
                : HealthReport.NotReady("postgres", $"{_problem}. Lanes wait and nothing is lost; the host goes on by itself within a second of its return.")];
        }
    }

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

    // Only what a new connection can disprove: a lock or a full disk would look mended too early.
    private static bool IsOutage(Exception cause) => cause switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => FailureClassifier.Classify(cause) == FailureKind.Transient,
        _ => false,
    };

    private async Task WatchAsync()
    {
        var since = time.GetTimestamp();
        var ended = _ended.Token;
        do
        {
            await Task.Delay(Interval, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!ended.IsCancellationRequested && !await IsBackAsync(ended));

        TaskCompletionSource recovered;
        lock (_gate)
        {
            (recovered, _recovered) = (_recovered!, null);
        }

        Log.Returned(logger, time.GetElapsedTime(since));
        recovered.SetResult();
    }

    private async Task<bool> IsBackAsync(CancellationToken ended)
    {
        if (services.GetService(typeof(NpgsqlDataSource)) is not NpgsqlDataSource warehouse)
        {
            return true;
        }

        try
        {
            using var patience = new CancellationTokenSource(AnswerTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, patience.Token);
            await using var command = warehouse.CreateCommand("select 1");
            await command.ExecuteScalarAsync(either.Token);
            return true;
        }
        catch (Exception problem)
        {
            lock (_gate)
            {
                _problem = FailureText.Of(problem);
            }

            return false;
        }
    }
}
