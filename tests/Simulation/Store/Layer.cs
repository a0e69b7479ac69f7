namespace CdcFunctions.Simulation.Store;

/// <summary>One transaction's view of one kind of stored thing: its own writes over what is committed.</summary>
internal sealed class Layer<TKey, TValue>(Dictionary<TKey, TValue> committed)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, TValue?> _written = [];

    /// <summary>What this transaction wrote; null for what it removed.</summary>
    public IReadOnlyDictionary<TKey, TValue?> Written => _written;

    /// <summary>Everything that is there.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> All
        => committed.Where(pair => !_written.ContainsKey(pair.Key)).Concat(_written.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));

    public TValue? this[TKey key]
    {
        get => _written.TryGetValue(key, out var own) ? own : committed.GetValueOrDefault(key);
        set => _written[key] = value;
    }

    /// <summary>What is committed, whatever this transaction wrote.</summary>
    public TValue? Before(TKey key) => committed.GetValueOrDefault(key);

    public void Commit()
    {
        foreach (var (key, value) in _written)
        {
            if (value is null)
            {
                committed.Remove(key);
            }
            else
            {
                committed[key] = value;
            }
        }
    }
}
