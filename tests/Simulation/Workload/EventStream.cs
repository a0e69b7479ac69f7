using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Log;

namespace CdcFunctions.Simulation.Workload;

/// <summary>What a connector writes to the log in a run: changes of few keys, in the orders, copies and repetitions that it is capable of.</summary>
internal sealed class EventStream(IEventForm form, Random chance, IReadOnlyList<SimPartition> partitions, FaultCount faults) : IEventStream
{
    public const int Events = 1_000;
    public const string RefusedNumber = "1313";

    private const int Rows = 40;
    private const int Partitions = 4;
    private const int Clusterings = 6;

    private readonly List<(int Due, SimPartition Log, Change Change, long N)> _late = [];
    private readonly int _shapeChange = chance.Next(Events / 4, Events * 3 / 4);
    private long _n;
    private long _emitted;

    private bool IsCells => form.Dialect == Dialect.Cassandra;

    /// <summary>Whether a column comes while the log is written.</summary>
    public bool HasNewColumn { get; init; } = true;

    /// <inheritdoc/>
    public bool IsOver => _emitted >= Events && _late.Count == 0;

    /// <inheritdoc/>
    public void Write()
    {
        for (var burst = chance.Next(1, 60); burst > 0 && !IsOver; burst--)
        {
            Step();
        }
    }

    private void Step()
    {
        foreach (var late in _late.Where(late => late.Due <= _emitted || _emitted >= Events).ToList())
        {
            _late.Remove(late);
            Append(late.Log, late.Change, late.N);
        }

        if (_emitted >= Events)
        {
            return;
        }

        if (++_emitted == _shapeChange && HasNewColumn)
        {
            faults.Add(FaultKind.SchemaChange);
        }

        switch (chance.Next(100))
        {
            case 0:
                faults.Add(FaultKind.Gap);
                Any().LeaveGap(chance.Next(1, 6));
                Emit(Next());
                break;
            case 1:
                Repeat(Any());
                break;
            case 2 or 3:
                faults.Add(FaultKind.Poison);
                Poison();
                break;
            case 4:
                Any().Append(new Meaning(Fate.Control, null), "{\"id\":1}"u8.ToArray(), null);
                break;
            default:
                Emit(Next());
                break;
        }
    }

    // A connector that restarts sends its tail again.
    private void Repeat(SimPartition log)
    {
        faults.Add(FaultKind.Duplicate);
        foreach (var record in log.Records.TakeLast(chance.Next(1, 30)).ToList())
        {
            log.Append(record.Meaning, record.Key, record.Value);
        }
    }

    private void Poison()
    {
        if (chance.Next(2) == 0)
        {
            Any().Append(new Meaning(Fate.Unreadable, null), ("{\"id\":1}", "{\"source\":{\"conn"));
            return;
        }

        var value = chance.Next(2) == 0 ? RefusedNumber : "many";
        var change = new Change { Sort = ChangeSort.Update, P = Key().P, C = Key().C, At = form.Version(++_n), Cells = new Dictionary<string, string?>(StringComparer.Ordinal) { ["a"] = value } };
        Append(Home(change), change, _n, Fate.Unfit);
    }

    private void Emit(Change change)
    {
        var n = _n;
        var log = Home(change);
        if (IsCells)
        {
            // Each node that holds the row sends its copy, whenever it likes and wherever.
            for (var copy = chance.Next(0, 3); copy > 0; copy--)
            {
                faults.Add(FaultKind.Reorder);
                _late.Add(((int)_emitted + chance.Next(1, 60), chance.Next(4) == 0 ? Any() : log, change, n));
            }
        }

        if (form.Dialect != Dialect.SqlServer && chance.Next(15) == 0)
        {
            faults.Add(FaultKind.Reorder);
            _late.Add(((int)_emitted + chance.Next(1, 30), chance.Next(2) == 0 ? Any() : log, change, n));
            return;
        }

        Append(log, change, n);
    }

    private void Append(SimPartition log, Change change, long n, Fate fate = Fate.Good)
    {
        log.Append(new Meaning(fate, change), form.Write(change, n));
    }

    private Change Next()
    {
        var (p, c) = Key();
        var change = new Change { Sort = ChangeSorts.Next(chance, IsCells), P = p, C = c, At = form.Version(++_n) };
        return change.Sort switch
        {
            ChangeSort.DeleteRange => change with { To = c + chance.Next(0, 3) },
            ChangeSort.Insert or ChangeSort.Update => change with { Cells = RowValues.Of(chance, RowValues.Columns(HasNewColumn && _emitted >= _shapeChange), IsCells) },
            _ => change,
        };
    }

    private (int P, int C) Key() => IsCells ? (chance.Next(1, Partitions + 1), chance.Next(1, Clusterings + 1)) : (chance.Next(1, Rows + 1), 0);

    private SimPartition Home(Change change) => partitions[change.P % partitions.Count];

    private SimPartition Any() => partitions[chance.Next(partitions.Count)];
}
