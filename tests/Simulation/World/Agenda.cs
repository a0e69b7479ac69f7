namespace CdcFunctions.Simulation.World;

/// <summary>What will happen, by virtual time. Nothing happens by itself: <see cref="Next"/> is taken, one at a time, by one thread.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<AgendaItem, (long Due, long Order)> _items = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Adds something that happens after a delay; on a machine when one is named: it waits while that machine is frozen and is dropped once it is dead.</summary>
    public void Add(TimeSpan delay, Machine? machine, Action happening)
    {
        if (Environment.CurrentManagedThreadId != _thread && Fiber.Current is null)
        {
            // The run could not be repeated: something went over the thread pool.
            Environment.FailFast($"Something came back from the thread pool:\n{Environment.StackTrace}");
        }

        var due = Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        _items.Enqueue(new AgendaItem(machine, happening), (due.Ticks, _order++));
    }

    /// <summary>The next thing, with the clock moved to it; null when there is none before the limit.</summary>
    public AgendaItem? Next(TimeSpan limit)
    {
        if (!_items.TryPeek(out _, out var place) || place.Due > limit.Ticks)
        {
            return null;
        }

        Now = TimeSpan.FromTicks(place.Due);
        return _items.Dequeue();
    }
}
