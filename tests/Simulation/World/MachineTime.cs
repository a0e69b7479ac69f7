namespace CdcFunctions.Simulation.World;

/// <summary>The clocks of a machine: one that only runs, and one that a person or a time server may set.</summary>
internal sealed class MachineTime(Machine machine, Agenda agenda) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Error { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => agenda.Now.Ticks + TimeSpan.TicksPerDay;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + agenda.Now + Error;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MachineTimer(machine, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
