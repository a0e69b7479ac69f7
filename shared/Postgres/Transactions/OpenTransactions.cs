using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>The open transactions of one partition: usually none or one; a connector that starts again may leave one aside and come back to it.</summary>
internal sealed class OpenTransactions
{
    private readonly List<OpenTransaction> _all = [];

    /// <summary>All, the one that began first in front.</summary>
    public IReadOnlyList<OpenTransaction> All => _all;

    /// <summary>The one that records without a transaction of their own (null values, heartbeats) fall into; null between transactions.</summary>
    public OpenTransaction? Current { get; set; }

    /// <summary>
    /// The latest transaction that was released; null when none was. What a connector sends again of this one or an earlier one after a restart
    /// may begin in its middle and still promise all of it.
    /// </summary>
    public TransactionId? Newest { get; set; }

    /// <summary>True when this transaction was released before.</summary>
    public bool IsRepeat(TransactionId id) => Newest is { } newest && !newest.IsBefore(id);

    /// <summary>The one of this name, or null.</summary>
    public OpenTransaction? Find(TransactionId id) => _all.Find(open => open.Id == id);

    /// <summary>The one of this name, opened when it is new.</summary>
    public OpenTransaction Open(TransactionId id, DateTimeOffset now)
    {
        if (Find(id) is { } known)
        {
            return known;
        }

        var opened = new OpenTransaction(id, now);
        _all.Add(opened);
        return opened;
    }

    /// <summary>Those committed before this one, in the order of commits: the connector has left them behind.</summary>
    public List<OpenTransaction> Before(TransactionId id)
    {
        var before = _all.FindAll(open => open.Id.IsBefore(id));
        before.Sort(static (left, right) => left.Id.IsBefore(right.Id) ? -1 : 1);
        return before;
    }

    /// <summary>Takes one out: it is released.</summary>
    public void Close(OpenTransaction transaction)
    {
        _all.Remove(transaction);
        Newest = IsRepeat(transaction.Id) ? Newest : transaction.Id;
        if (ReferenceEquals(Current, transaction))
        {
            Current = null;
        }
    }

    /// <summary>A copy to plan with.</summary>
    public OpenTransactions Copy()
    {
        var copy = new OpenTransactions { Newest = Newest };
        foreach (var open in _all)
        {
            var copied = open.Copy();
            copy._all.Add(copied);
            copy.Current = ReferenceEquals(open, Current) ? copied : copy.Current;
        }

        return copy;
    }
}
