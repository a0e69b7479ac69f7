using CdcFunctions.Operations.Resilience;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

/// <summary>Keeps a lease alive while a function runs; cancels the run when the lease has gone to another replica.</summary>
internal sealed partial class TimerLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    public TimerLease(ITimerStore store, string function, string owner, TimeSpan duration, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _renewing = RenewAsync(store, function, owner, duration, time, logger);
    }

    /// <summary>Cancelled when the lease is lost or the run should give up.</summary>
    public CancellationToken Held => _lost.Token;

    /// <summary>Ends the renewing; the lease itself is released by its owner.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync(ITimerStore store, string function, string owner, TimeSpan duration, TimeProvider time, ILogger logger)
    {
        var validity = new Deadline(time, duration);
        while (true)
        {
            await Task.Delay(duration / 3, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            var isHeld = await TryRenewAsync(store, function, owner, duration, logger);
            validity = isHeld == true ? new Deadline(time, duration) : validity;
            if (isHeld == false || validity.IsOver)
            {
                Log.Lost(logger, function);
                await _lost.CancelAsync();
                return;
            }
        }
    }

    // Null: the store did not answer, so the lease may still be ours until it expires.
    private async Task<bool?> TryRenewAsync(ITimerStore store, string function, string owner, TimeSpan duration, ILogger logger)
    {
        try
        {
            return await store.RenewAsync(function, owner, duration, _ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception cause)
        {
            Log.NotRenewed(logger, function, cause.Message);
            return null;
        }
    }
}
