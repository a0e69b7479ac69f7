using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Log;

namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>What the connector of an atomic source writes in a run: whole transactions, tails sent again, long silences in their middle, and what else a topic may hold.</summary>
internal sealed class AtomicStream(Random chance, SimPartition log, FaultCount faults, bool losesChanges, bool hasNewColumn) : IEventStream
{
    private readonly AtomicConnector _connector = new(new SourceTransactions(chance, faults, hasNewColumn), chance, log) { LosesChanges = losesChanges, SendsMetadata = chance.Next(4) != 0 };
    private int _silence;
    private bool _hasBegun;

    /// <inheritdoc/>
    public bool IsOver => _connector.Sent >= EventStream.Events && _connector.IsBetween;

    /// <inheritdoc/>
    public void Write()
    {
        if (_silence-- > 0)
        {
            return;
        }

        if (!_hasBegun)
        {
            _hasBegun = true;
            _connector.SendSnapshot(chance.Next(40), isInitial: true);
        }

        for (var burst = chance.Next(1, 60); burst > 0 && !IsOver && _silence < 0; burst--)
        {
            Step();
        }
    }

    private void Step()
    {
        switch (chance.Next(250))
        {
            case < 3:
                faults.Add(FaultKind.Gap);
                log.LeaveGap(chance.Next(1, 6));
                break;
            case < 6:
                faults.Add(FaultKind.Duplicate);
                _connector.Restart();
                break;
            case < 8:
                faults.Add(FaultKind.Poison);
                log.Append(new Meaning(Fate.Unreadable, null), ("{\"id\":1}", "{\"source\":{\"conn"));
                break;
            case < 11:
                log.Append(new Meaning(Fate.Control, null), "{\"id\":1}"u8.ToArray(), null);
                break;
            case < 13:
                log.Append(new Meaning(Fate.Control, null), ("{\"serverName\":\"sim\"}", "{\"ts_ms\":5}"));
                break;
            case 14:
                _connector.SendSnapshot(chance.Next(1, 25), isInitial: false);
                break;
            case 13:
                // Long enough for some that wait: a quiet hour, or a connector that is down.
                _silence = chance.Next(2, 20);
                break;
            default:
                _connector.Send();
                break;
        }
    }
}
