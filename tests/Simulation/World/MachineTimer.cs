namespace CdcFunctions.Simulation.World;

/// <summary>A timer of a machine.</summary>
internal sealed class MachineTimer(Machine machine, Action callback) : ITimer
{
    private int _setting;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var setting = ++_setting;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            machine.After(dueTime, () => Fire(setting, period));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _setting++;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(int setting, TimeSpan period)
    {
        if (_setting != setting)
        {
            return;
        }

        if (period > TimeSpan.Zero)
        {
            machine.After(period, () => Fire(setting, period));
        }

        callback();
    }
}
