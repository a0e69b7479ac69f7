using CdcFunctions.Host.Functions;

namespace CdcFunctions.Simulation.World;

/// <summary>Work and waits of a machine in virtual time.</summary>
internal sealed class MachineThreads(Machine machine) : ThreadProvider
{
    private TaskFactory Factory => new(machine.Scheduler);

    /// <inheritdoc/>
    public override void Start(string name, Action body) => machine.Begin(name, body);

    /// <inheritdoc/>
    public override Task RunAsync(Func<Task> work) => Factory.StartNew(work).Unwrap();

    /// <inheritdoc/>
    public override Task RunAsync(Action work)
    {
        // Outside of any task, so that what hangs on a cancelled token goes on at once and on this thread, whatever context it asked for.
        var done = new TaskCompletionSource();
        machine.Soon(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    /// <inheritdoc/>
    public override Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation = default) => Factory.StartNew(work, cancellation);

    /// <inheritdoc/>
    public override bool Wait(IEnumerable<Task> work, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var open = work.Where(task => !task.IsCompleted).ToList();
        if (Fiber.Current is not { } fiber)
        {
            // Leaving the group happens on no thread of its own here; a wait that would block there ends at once.
            return open.Count == 0;
        }

        using var registrations = new Disposables();
        fiber.WaitUntil(() => open.TrueForAll(task => task.IsCompleted) || cancellation.IsCancellationRequested, timeout, wake =>
        {
            open.ForEach(task => _ = task.ContinueWith(_ => wake(), CancellationToken.None, TaskContinuationOptions.None, machine.Scheduler));
            registrations.Add(cancellation.Register(wake));
        });
        return open.TrueForAll(task => task.IsCompleted);
    }

    private sealed class Disposables : List<IDisposable>, IDisposable
    {
        public void Dispose() => ForEach(item => item.Dispose());
    }
}
