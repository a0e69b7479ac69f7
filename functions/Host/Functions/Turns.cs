namespace CdcFunctions.Host.Functions;

/// <summary>Lets some callers through at a time, the others in order of arrival.</summary>
/// <remarks>Thread-safe. Those who waited go on where they came from: a SemaphoreSlim with a token goes over the thread pool, where no simulation can follow.</remarks>
internal sealed class Turns(int free)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _free = free;

    /// <summary>Returns when it is the caller's turn.</summary>
    /// <exception cref="OperationCanceledException">Given up before that.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            _waiting.Enqueue(turn);
        }

        await using var registration = cancellation.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource)waiting!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    /// <summary>Gives the turn to the next.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }
}
