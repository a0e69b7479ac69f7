namespace CdcFunctions.Host.Functions;

/// <summary>Where work runs and threads wait, as <see cref="TimeProvider"/> is where time comes from: the threads of the process, unless a simulation drives them.</summary>
internal class ThreadProvider
{
    /// <summary>The thread pool, and real threads that block.</summary>
    public static ThreadProvider System { get; } = new();

    /// <summary>Begins a thread of its own.</summary>
    public virtual void Start(string name, Action body) => new Thread(() => body()) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs the work elsewhere.</summary>
    public virtual Task RunAsync(Func<Task> work) => Task.Run(work);

    /// <summary>Runs the work elsewhere.</summary>
    public virtual Task RunAsync(Action work) => Task.Run(work);

    /// <summary>Runs the work elsewhere; not at all when cancelled before it begins.</summary>
    public virtual Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation = default) => Task.Run(work, cancellation);

    /// <summary>Blocks the calling thread until all work has ended, well or badly, but not beyond the timeout or the cancellation.</summary>
    /// <returns>True when all has ended.</returns>
    public virtual bool Wait(IEnumerable<Task> work, TimeSpan timeout, CancellationToken cancellation = default)
    {
        try
        {
            return Task.WaitAny([Task.WhenAll(work)], (int)timeout.TotalMilliseconds, cancellation) >= 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
