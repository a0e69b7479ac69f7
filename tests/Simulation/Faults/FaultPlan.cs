using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Faults;

/// <summary>Lets things go wrong at random moments while the log grows.</summary>
internal sealed class FaultPlan(Agenda agenda, Trace trace, Random chance, FaultCount count)
{
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.CrashBeforeCommit, FaultKind.CrashAfterCommit, FaultKind.UnknownCommit, FaultKind.Rebalance, FaultKind.ZombieWriter,
        FaultKind.Conflict, FaultKind.CredentialExpiry, FaultKind.ClockJump, FaultKind.SlowDatabase,
    ];

    private readonly Queue<RequestFate> _armed = new();

    public bool IsLoginRefused { get; private set; }

    public bool IsDown { get; private set; }

    public bool IsSlow { get; private set; }

    /// <summary>How a machine is killed; the one who starts machines says.</summary>
    public Action<Machine> Kill { get; set; } = _ => { };

    /// <summary>The machines that run.</summary>
    public Func<IReadOnlyList<Machine>> Machines { get; set; } = () => [];

    /// <summary>One more thing goes wrong.</summary>
    public void Strike(SimBroker broker)
    {
        var kind = Kinds[chance.Next(Kinds.Length)];
        trace.Add($"fault {kind}");
        switch (kind)
        {
            case FaultKind.CrashBeforeCommit:
                Arm(chance.Next(2) == 0 ? RequestFate.SenderDies : RequestFate.LineCut);
                break;
            case FaultKind.CrashAfterCommit:
                Arm(RequestFate.SenderDiesAfter);
                break;
            case FaultKind.UnknownCommit:
                Arm(chance.Next(4) == 0 ? RequestFate.Hangs : RequestFate.LineCutAfter);
                break;
            case FaultKind.ZombieWriter:
                Arm(RequestFate.SenderFreezes);
                break;
            case FaultKind.Conflict:
                Arm(RequestFate.Conflict);
                break;
            default:
                count.Add(kind);
                Happen(kind, broker);
                break;
        }
    }

    /// <summary>What becomes of the next write.</summary>
    public RequestFate NextFate()
    {
        if (chance.Next(3) != 0 || !_armed.TryDequeue(out var fate))
        {
            return RequestFate.Answered;
        }

        count.Add(fate switch
        {
            RequestFate.SenderDies or RequestFate.LineCut => FaultKind.CrashBeforeCommit,
            RequestFate.SenderDiesAfter => FaultKind.CrashAfterCommit,
            RequestFate.LineCutAfter or RequestFate.Hangs => FaultKind.UnknownCommit,
            RequestFate.SenderFreezes => FaultKind.ZombieWriter,
            _ => FaultKind.Conflict,
        });
        return fate;
    }

    /// <summary>Stops a machine for so long that others take over, mostly.</summary>
    public void Freeze(Machine machine)
    {
        machine.Freeze();
        agenda.Add(TimeSpan.FromSeconds(chance.Next(1, 25)), null, machine.Thaw);
    }

    private void Arm(RequestFate fate) => _armed.Enqueue(fate);

    private void Happen(FaultKind kind, SimBroker broker)
    {
        var machines = Machines();
        switch (kind)
        {
            case FaultKind.Rebalance:
                broker.RefusedCommits += chance.Next(3);
                broker.Rebalance();
                break;
            case FaultKind.CredentialExpiry:
                IsLoginRefused = true;
                agenda.Add(TimeSpan.FromSeconds(chance.Next(1, 8)), null, () => IsLoginRefused = false);
                break;
            case FaultKind.ClockJump when machines.Count > 0:
                machines[chance.Next(machines.Count)].Time.Error += TimeSpan.FromHours(chance.Next(2) == 0 ? 1 : -1);
                break;
            case FaultKind.SlowDatabase:
                (IsSlow, IsDown) = (true, chance.Next(3) == 0);
                agenda.Add(TimeSpan.FromSeconds(chance.Next(1, 10)), null, () => (IsSlow, IsDown) = (false, false));
                break;
            default:
                break;
        }
    }
}
