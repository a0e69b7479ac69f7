using CdcFunctions.Simulation.Log;

namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>Sends transactions as Debezium does, one after the other, and starts again from an offset it stored before, with the numbering that follows from it.</summary>
/// <remarks>
/// Debezium 3.6 stores with an END and the BEGIN behind it the offset of the first change that follows. Started from there it skips that change and
/// numbers the rest anew; when it had not been sent yet, it never is.
/// </remarks>
internal sealed class AtomicConnector(SourceTransactions source, Random chance, SimPartition log)
{
    private const int MostUnstored = 40;

    private readonly Queue<(Action Send, ConnectorPlace After)> _pending = new();
    private readonly List<ConnectorPlace> _stored = [new(0, 0)];
    private ConnectorPlace _at = new(0, 0);

    /// <summary>Whether it sends BEGIN, END and the numbers of changes (<c>provide.transaction.metadata</c>); else only the commit LSN names a transaction.</summary>
    public bool SendsMetadata { get; init; } = true;

    /// <summary>Whether changes get lost between the connector and the log.</summary>
    public bool LosesChanges { get; init; }

    /// <summary>Changes sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Whether all changes of the transactions so far are sent; an END may be owed.</summary>
    public bool IsBetween => _pending.Count == 0 && (_at.HasBegun ? _at.Change >= source[_at.Transaction].Changes.Count : _at.Change == 0);

    /// <summary>Sends one record.</summary>
    public void Send()
    {
        while (_pending.Count == 0)
        {
            Prepare();
        }

        var (send, after) = _pending.Dequeue();
        send();
        _stored.Add(after);
        if (_stored.Count > MostUnstored)
        {
            _stored.RemoveAt(0);
        }
    }

    /// <summary>Sends rows that a snapshot has read: before it streams, or, by signal, whatever it is in the middle of.</summary>
    public void SendSnapshot(int rows, bool isInitial)
    {
        for (; rows > 0; rows--)
        {
            var row = source.Read(isInitial ? -1 : _at.Transaction);
            log.Append(new Meaning(Fate.Good, row), SqlServerForm.Write(row, "null"));
        }
    }

    /// <summary>Dies and starts from one of the offsets it may have stored last.</summary>
    public void Restart()
    {
        var from = chance.Next(_stored.Count);
        _at = _stored[from];
        _stored.RemoveRange(from + 1, _stored.Count - from - 1);
        _stored.RemoveRange(0, from);
        _pending.Clear();
    }

    private void Prepare()
    {
        var transaction = source[_at.Transaction];
        if (!_at.HasBegun)
        {
            Open(transaction);
        }

        if (_at.Change < transaction.Changes.Count)
        {
            PrepareChange(transaction);
            return;
        }

        var (counts, next) = (_at.Counts, new ConnectorPlace(_at.Transaction + 1, 0));
        if (chance.Next(5) < 3)
        {
            // By its next poll.
            Prepare(transaction, Boundary.End, AtomicForm.End(transaction, counts), next);
        }
        else
        {
            next = next with { Owed = counts };
        }

        _at = next;
    }

    private void Open(SourceTransaction transaction)
    {
        var skipsFirst = new ConnectorPlace(_at.Transaction, _at.Change + 1) { Owed = chance.Next(2) == 0 ? _at.Owed : null };
        if (_at.Owed is { } owed)
        {
            var before = source[_at.Transaction - 1];
            Prepare(before, Boundary.End, AtomicForm.End(before, owed), skipsFirst);
        }

        if (_at.Change < transaction.Changes.Count || chance.Next(2) == 0)
        {
            Prepare(transaction, Boundary.Begin, AtomicForm.Begin(transaction), skipsFirst);
        }

        _at = _at with { HasBegun = true, Owed = null };
    }

    private void PrepareChange(SourceTransaction transaction)
    {
        var (change, fate) = transaction.Changes[_at.Change];
        var counts = new Dictionary<int, int>(_at.Counts);
        counts[change.Table] = counts.GetValueOrDefault(change.Table) + 1;
        _at = _at with { Change = _at.Change + 1, Counts = counts };
        var text = SendsMetadata ? AtomicForm.Write(transaction, change, counts.Values.Sum(), counts[change.Table]) : SqlServerForm.Write(change, "null");
        _pending.Enqueue((() =>
        {
            Sent++;
            if (LosesChanges && chance.Next(150) == 0)
            {
                transaction.IsDamaged = true;
                return;
            }

            log.Append(new Meaning(fate, change) { Of = (transaction, Boundary.Change) }, text);
        }, _at));
    }

    private void Prepare(SourceTransaction transaction, Boundary boundary, (string, string) text, ConnectorPlace after)
    {
        if (SendsMetadata)
        {
            _pending.Enqueue((() => log.Append(new Meaning(Fate.Control, null) { Of = (transaction, boundary) }, text), after));
        }
    }
}
