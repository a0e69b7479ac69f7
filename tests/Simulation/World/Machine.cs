using System.Globalization;

namespace CdcFunctions.Simulation.World;

/// <summary>One simulated process: its tasks, timers, threads and clock. It can be frozen, thawed and killed at any moment.</summary>
internal sealed class Machine
{
    private readonly Agenda _agenda;
    private readonly Random _chance;
    private readonly List<AgendaItem> _frozen = [];
    private readonly List<Fiber> _fibers = [];

    public Machine(int number, Agenda agenda, Random chance, Trace trace)
    {
        (Number, _agenda, _chance, Trace) = (number, agenda, chance, trace);
        Scheduler = new MachineScheduler(this);
        Time = new MachineTime(this, agenda);
        Threads = new MachineThreads(this);
    }

    public int Number { get; }

    public Trace Trace { get; }

    public MachineScheduler Scheduler { get; }

    public MachineTime Time { get; }

    public MachineThreads Threads { get; }

    public bool IsDead { get; private set; }

    public bool IsFrozen { get; private set; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"m{Number}");

    /// <summary>Lets something happen here after a delay.</summary>
    public void After(TimeSpan delay, Action happening) => _agenda.Add(delay, this, happening);

    /// <summary>Lets something happen here as soon as a processor is free: after some microseconds, so that any order is tried.</summary>
    public void Soon(Action happening) => After(TimeSpan.FromMicroseconds(_chance.Next(200)), happening);

    /// <summary>Takes what happens here; keeps it while frozen.</summary>
    public void Happen(AgendaItem item)
    {
        if (IsFrozen)
        {
            _frozen.Add(item);
        }
        else if (!IsDead)
        {
            item.Happening();
        }
    }

    /// <summary>Begins a thread that may block.</summary>
    public Fiber Begin(string name, Action body)
    {
        var fiber = new Fiber(this, name, body);
        _fibers.Add(fiber);
        Soon(fiber.Resume);
        return fiber;
    }

    /// <summary>SIGSTOP.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>SIGCONT: everything that became due meanwhile happens, in its order.</summary>
    public void Thaw()
    {
        IsFrozen = false;
        foreach (var item in _frozen)
        {
            Soon(item.Happening);
        }

        _frozen.Clear();
    }

    /// <summary>SIGKILL: nothing happens here any more.</summary>
    public void Kill()
    {
        IsDead = true;
        IsFrozen = false;
        _frozen.Clear();
    }

    /// <summary>Ends the threads of a dead machine, so that they do not pile up in the test process. Not from one of them.</summary>
    public void Bury()
    {
        foreach (var fiber in _fibers)
        {
            fiber.End();
        }

        _fibers.Clear();
    }
}
