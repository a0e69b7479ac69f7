using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Resilience;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>How long open transactions may still wait for their ends. The wall clock is asked once for each, so that setting it releases none early.</summary>
internal sealed class TransactionWaits(TimeSpan timeout)
{
    private readonly Dictionary<TransactionId, Deadline> _deadlines = [];

    /// <summary>The end of a transaction's wait; what it waited under an earlier worker counts.</summary>
    public Deadline Of(OpenTransaction transaction, TimeProvider time)
    {
        if (!_deadlines.TryGetValue(transaction.Id, out var deadline))
        {
            var left = transaction.Since + timeout - time.GetUtcNow();
            deadline = new Deadline(time, left < TimeSpan.Zero ? TimeSpan.Zero : left < timeout ? left : timeout);
            _deadlines.Add(transaction.Id, deadline);
        }

        return deadline;
    }

    /// <summary>Forgets those that are not open any more.</summary>
    public void Keep(IReadOnlyList<OpenTransaction> open)
    {
        foreach (var closed in _deadlines.Keys.Except(open.Select(transaction => transaction.Id)).ToList())
        {
            _deadlines.Remove(closed);
        }
    }
}
