using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Events of refused keys, tried in order of arrival: those of one key in ever shorter runs, one run of each key at a time.</summary>
/// <remarks>A key with one bad event among n needs about 2·log2(n) rounds, however many other keys there are.</remarks>
internal sealed class SuspectEvents
{
    private readonly List<Stack<SourceRecord[]>> _keys = [];
    private readonly Dictionary<long, Stack<SourceRecord[]>> _round = [];
    private readonly HashSet<long> _again = [];
    private readonly HashSet<long> _settled = [];

    /// <summary>Takes in the events of a key that were refused together.</summary>
    public void Add(SourceRecord[] events)
    {
        var key = new Stack<SourceRecord[]>();
        Split(key, events);
        _keys.Add(key);
    }

    /// <summary>The events to try next, in order of arrival; none at the end. Those of the round before are settled, but for the ones that come again.</summary>
    public SourceRecord[] Next()
    {
        _settled.UnionWith(_round.Keys.Where(offset => !_again.Contains(offset)));
        _round.Clear();
        _again.Clear();
        _keys.RemoveAll(static key => key.Count == 0);
        var events = new SortedList<long, SourceRecord>();
        foreach (var key in _keys)
        {
            SourceRecord[] run = [];
            while (run.Length == 0 && key.TryPop(out var next))
            {
                run = Array.FindAll(next, one => !_settled.Contains(one.Offset));
            }

            foreach (var one in run)
            {
                events[one.Offset] = one;
                _round.TryAdd(one.Offset, key);
            }
        }

        return [.. events.Values];
    }

    /// <summary>What becomes of the event is known: it does not come again. False when it was known before.</summary>
    public bool Settle(in SourceRecord one) => _settled.Add(one.Offset);

    /// <summary>These of the round were refused together, or may be tried once more.</summary>
    public void Again(SourceRecord[] events)
    {
        // Events of different keys may meet in one row, as a range delete does with others: from now on they are of one key.
        Split(_round[events[0].Offset], events);
        _again.UnionWith(events.Select(static one => one.Offset));
    }

    private static void Split(Stack<SourceRecord[]> key, SourceRecord[] events)
    {
        var half = events.Length / 2;
        key.Push(events[half..]);
        if (half > 0)
        {
            key.Push(events[..half]);
        }
    }
}
