namespace CdcFunctions.Simulation.World;

/// <summary>The clocks of a machine for one who begins asynchronous work from a timer: what it awaits goes on as a task of the machine.</summary>
internal sealed class TaskTime(Machine machine) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => machine.Time.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.Time.LocalTimeZone;

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.Time.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => machine.Time.GetUtcNow();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => machine.Time.CreateTimer(_ => _ = Task.Factory.StartNew(() => callback(state), CancellationToken.None, TaskCreationOptions.None, machine.Scheduler), null, dueTime, period);
}
