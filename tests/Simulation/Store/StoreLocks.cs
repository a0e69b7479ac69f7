namespace CdcFunctions.Simulation.Store;

/// <summary>Locks that a transaction holds to its end: checkpoint rows and the advisory locks of tables.</summary>
internal sealed class StoreLocks
{
    private readonly Dictionary<object, HashSet<StoreTransaction>> _shared = [];
    private readonly Dictionary<object, StoreTransaction> _exclusive = [];
    private readonly List<Action> _waiting = [];

    /// <summary>Takes all locks, or none.</summary>
    public bool Take(StoreTransaction owner, IReadOnlyCollection<object> exclusive, IReadOnlyCollection<object> shared)
    {
        if (exclusive.Any(lockable => IsHeld(lockable, owner, alsoShared: true)) || shared.Any(lockable => IsHeld(lockable, owner, alsoShared: false)))
        {
            return false;
        }

        foreach (var lockable in exclusive)
        {
            _exclusive[lockable] = owner;
        }

        foreach (var lockable in shared)
        {
            (_shared.TryGetValue(lockable, out var owners) ? owners : _shared[lockable] = []).Add(owner);
        }

        return true;
    }

    /// <summary>Calls back when locks have become free.</summary>
    public void Wait(Action again) => _waiting.Add(again);

    /// <summary>Frees the locks of a transaction that has ended.</summary>
    public void Free(StoreTransaction owner)
    {
        foreach (var lockable in _exclusive.Where(pair => pair.Value == owner).Select(pair => pair.Key).ToList())
        {
            _exclusive.Remove(lockable);
        }

        foreach (var owners in _shared.Values)
        {
            owners.Remove(owner);
        }

        var waiting = _waiting.ToList();
        _waiting.Clear();
        waiting.ForEach(again => again());
    }

    private bool IsHeld(object lockable, StoreTransaction by, bool alsoShared)
        => (_exclusive.TryGetValue(lockable, out var owner) && owner != by)
            || (alsoShared && _shared.TryGetValue(lockable, out var owners) && owners.Any(other => other != by));
}
