namespace CdcFunctions.Simulation.World;

/// <summary>Runs the tasks of a machine on the thread of the simulation.</summary>
internal sealed class MachineScheduler(Machine machine) : TaskScheduler
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread && Fiber.Current is null)
        {
            // The run could not be repeated: something went over the thread pool.
            Environment.FailFast($"A task of {machine} came back from the thread pool:\n{Environment.StackTrace}");
        }

        machine.Soon(() => TryExecuteTask(task));
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
