using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>A transaction whose end has not been seen: what of it is staged, and which of its changes were seen.</summary>
internal sealed class OpenTransaction(TransactionId id, DateTimeOffset since)
{
    private readonly Dictionary<string, OrderSet> _seen = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public TransactionId Id { get; } = id;

    /// <summary>When its first record was taken in.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>Records in the stage.</summary>
    public long Staged { get; set; }

    /// <summary>Records among its own that nobody can read: each may be one of its changes.</summary>
    public long Unreadable { get; set; }

    /// <summary>Indices of its records in the batch that is being planned.</summary>
    public List<int> Pending { get; } = [];

    /// <summary>Changes seen, each once however often the connector sent it.</summary>
    public long Events => _seen.Values.Sum(static set => set.Count);

    /// <summary>Takes in a change.</summary>
    public void See(in TransactionMark mark)
    {
        if (!_seen.TryGetValue(mark.Collection!, out var set))
        {
            _seen[mark.Collection!] = set = new OrderSet();
        }

        set.Add(mark.Order);
    }

    /// <summary>
    /// Tables of which changes are missing, as "table: 2 of 3". Empty when all are there: more than an END promises is whole too, because
    /// Debezium numbers anew and counts less after a restart inside a transaction.
    /// </summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<CollectionCount> promised)
    {
        var missing = promised.Select(count => (count.Collection, count.Events, Seen: Seen(count.Collection))).Where(count => count.Seen < count.Events).ToList();
        return missing.Sum(count => count.Events - count.Seen) <= Unreadable ? [] : [.. missing.Select(count => $"{count.Collection}: {count.Seen} of {count.Events}")];
    }

    /// <summary>A copy to plan with; the original stands until the plan is committed.</summary>
    public OpenTransaction Copy()
    {
        var copy = new OpenTransaction(Id, Since) { Staged = Staged, Unreadable = Unreadable };
        foreach (var (collection, set) in _seen)
        {
            copy._seen.Add(collection, set.Copy());
        }

        return copy;
    }

    private long Seen(string collection) => _seen.TryGetValue(collection, out var set) ? set.Count : 0;
}
