using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.Workload.Transactions;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Looks at every commit as a reader of the target would: of a transaction all rows that nobody has changed since are there, or none.</summary>
internal sealed class TornTransactions(StoreState state, IOracle oracle, Action<string> violation)
{
    private readonly Dictionary<(long Version, long Sequence), HashSet<RowKey>> _keys = [];
    private readonly Dictionary<(long Version, long Sequence), string> _names = [];
    private readonly HashSet<(long Version, long Sequence)> _excused = [];

    /// <summary>A change of a transaction has been consumed.</summary>
    public void See(SimRecord record)
    {
        if (record.Meaning is { Change: { } change, Of: { } of })
        {
            (_keys.TryGetValue(change.At, out var keys) ? keys : _keys[change.At] = []).UnionWith(oracle.KeysOf(change));
            _names[change.At] = of.Transaction.Id;
        }
    }

    /// <summary>Half of it may be seen: it never came whole, and policy has let it go.</summary>
    public void Excuse(SourceTransaction transaction) => _excused.Add(transaction.At);

    /// <summary>After a commit: the transactions whose rows it wrote.</summary>
    public void Check(StoreTransaction commit)
    {
        foreach (var at in commit.Rows.Written.Values.OfType<StoredRow>().Select(row => (row.Version, row.Sequence))
            .Concat(commit.Tombstones.Written.Values.OfType<StoredTombstone>().Select(tombstone => (tombstone.Version, tombstone.Sequence))).Distinct())
        {
            Check(at);
        }
    }

    /// <summary>All transactions.</summary>
    public void CheckAll()
    {
        foreach (var at in _keys.Keys)
        {
            Check(at);
        }
    }

    private void Check((long Version, long Sequence) at)
    {
        if (_excused.Contains(at) || !_keys.TryGetValue(at, out var keys))
        {
            return;
        }

        var standing = keys.Select(key => (Key: key, Order: Standing(key).CompareTo(at))).ToList();
        if (standing.Exists(one => one.Order == 0) && standing.Exists(one => one.Order < 0))
        {
            violation($"torn: of {_names[at]} {string.Join(' ', standing.Where(one => one.Order == 0).Select(one => one.Key))} can be seen, {string.Join(' ', standing.Where(one => one.Order < 0).Select(one => one.Key))} not");
        }
    }

    // Tombstones are kept under bytes that sort as the numbers do: the sign is turned. All keys here are positive.
    private static RowKey Tombstone(RowKey key) => key with { Key = "8" + key.Key[1..] };

    private (long Version, long Sequence) Standing(RowKey key)
    {
        var row = state.Rows.GetValueOrDefault(key) is { } found ? (found.Version, found.Sequence) : default;
        var tombstone = state.Tombstones.GetValueOrDefault(Tombstone(key)) is { } deleted ? (deleted.Version, deleted.Sequence) : default;
        return row.CompareTo(tombstone) > 0 ? row : tombstone;
    }
}
