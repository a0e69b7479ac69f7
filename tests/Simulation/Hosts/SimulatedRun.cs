using System.Globalization;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Audit;
using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Sabotage;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>One run from one seed: a connector writes, machines of the product apply, things go wrong, and every commit is audited.</summary>
internal sealed class SimulatedRun
{
    private const int Machines = 3;
    private const int Strikes = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly Agenda _agenda = new();
    private readonly Trace _trace;
    private readonly Random _chance;
    private readonly StoreState _state = new();
    private readonly SimBroker _broker;
    private readonly SimServer _server;
    private readonly FaultPlan _plan;
    private readonly IEventStream _stream;
    private readonly Scenario _scenario;
    private readonly SourceOptions _source;
    private readonly ListenerOptions _options;
    private readonly Auditor _auditor;
    private readonly Planted _planted;
    private readonly List<SimHost> _hosts = [];
    private readonly FaultCount _faults = new();
    private int _machines;
    private int _strikes;

    private SimulatedRun(int seed, PlantedBug bug, TextWriter? copy)
    {
        _chance = new Random(seed);
        _trace = new Trace(_agenda) { Copy = copy };
        _scenario = Scenario.Of(seed);
        var softDeletes = _chance.Next(4) == 0;
        _source = _scenario.Source(softDeletes, _chance);
        _state.Tables.AddRange(_scenario.Tables.Select(table => SimTables.Of(_scenario.Dialect, softDeletes, table)));
        _broker = new SimBroker(_agenda, _trace, _chance, _scenario.Topic, _scenario.Partitions);
        _stream = _scenario.Stream(_source, _chance, _broker.Partitions, _faults);
        _plan = new FaultPlan(_agenda, _trace, _chance, _faults) { Kill = Kill, Machines = () => [.. _hosts.Select(host => host.Machine).Where(machine => !machine.IsDead)] };
        _auditor = new Auditor(_broker, _state, _source);
        _server = new SimServer(_agenda, _trace, _chance, _state, _plan) { Committing = _auditor.Committing, Committed = _auditor.Committed };
        _planted = new Planted(bug, _state, _chance);
        _options = new ListenerOptions
        {
            MaxBatchSize = _chance.Next(3) == 0 ? _chance.Next(1, 10) : _chance.Next(10, 150),
            QueueRecords = _chance.Next(20, 400),
            MaxParallelLanes = 64,
        };
    }

    /// <summary>Runs a seed to its end.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="bug">A bug to plant.</param>
    /// <param name="copy">Gets the whole trace.</param>
    public static RunOutcome Of(int seed, PlantedBug bug = PlantedBug.None, TextWriter? copy = null)
    {
        // On a thread of its own: the test runner's has a context that would take the continuations away.
        RunOutcome? outcome = null;
        var thread = new Thread(() => outcome = new SimulatedRun(seed, bug, copy).Run(seed)) { IsBackground = true };
        thread.Start();
        thread.Join();
        return outcome!;
    }

    private RunOutcome Run(int seed)
    {
        for (var n = 0; n < Machines; n++)
        {
            StartHost();
        }

        WriteOn();
        StrikeOn();
        try
        {
            while (_auditor.Violations.Count == 0 && !IsOver() && _agenda.Next(Patience) is { } item)
            {
                Happen(item);
            }

            if (_auditor.Violations.Count == 0)
            {
                Finish();
            }
        }
        catch (Exception broken)
        {
            _auditor.Violations.Add($"broken: {broken}");
        }

        foreach (var host in _hosts)
        {
            host.Machine.Kill();
            host.Machine.Bury();
            host.Dispose();
        }

        return new RunOutcome(seed, _scenario, _auditor.Violations, _faults, _auditor.Settled, _agenda.Now, TransactionCount.Of([.. _hosts.Select(host => host.Transactions)], _auditor.Streamed), _trace);
    }

    private static void Happen(AgendaItem item)
    {
        if (item.Machine is { } machine)
        {
            machine.Happen(item);
        }
        else
        {
            item.Happening();
        }
    }

    private bool IsOver() => _stream.IsOver && _strikes >= Strikes && _broker.Partitions.All(IsApplied);

    private bool IsApplied(SimPartition partition)
        => partition.Records.Count == 0 || _state.Checkpoints.Any(pair => pair.Key.Partition == partition.Place.Partition.Value && pair.Value.NextOffset > partition.Records[^1].Offset);

    private void Finish()
    {
        if (!IsOver())
        {
            _auditor.Violations.Add($"still: not all is applied after {Patience}: " + string.Join(", ", _broker.Partitions.Select(p
                => string.Create(CultureInfo.InvariantCulture, $"{p.Place.Partition.Value} at {_state.Checkpoints.FirstOrDefault(c => c.Key.Partition == p.Place.Partition.Value).Value?.NextOffset} of {p.End}"))));
            return;
        }

        _auditor.Finish(_hosts.Select(host => (host.Machine.ToString(), host.Tally)));
    }

    private void WriteOn()
    {
        _stream.Write();
        _broker.Announce();
        if (!_stream.IsOver)
        {
            _agenda.Add(TimeSpan.FromMilliseconds(_chance.Next(100, 3_000)), null, WriteOn);
        }
    }

    private void StrikeOn()
    {
        if (_strikes++ < Strikes)
        {
            _plan.Strike(_broker);
            _agenda.Add(TimeSpan.FromMilliseconds(_chance.Next(200, 3_000)), null, StrikeOn);
        }
    }

    private void StartHost()
    {
        var machine = new Machine(++_machines, _agenda, _chance, _trace);
        var host = new SimHost(machine, _agenda, _broker, _server, _state, _source, _options, _chance, _planted);
        _hosts.Add(host);
        machine.Soon(host.Listener.Start);
    }

    private void Kill(Machine machine)
    {
        if (machine.IsDead)
        {
            return;
        }

        _trace.Add($"{machine} killed");
        machine.Kill();
        _server.Forget(machine);
        _agenda.Add(TimeSpan.Zero, null, machine.Bury);
        _agenda.Add(TimeSpan.FromMilliseconds(_chance.Next(200, 5_000)), null, StartHost);
    }
}
