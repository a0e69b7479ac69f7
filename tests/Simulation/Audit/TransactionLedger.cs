using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.Workload.Transactions;

namespace CdcFunctions.Simulation.Audit;

/// <summary>
/// Whole transactions: what is consumed waits in the stage until the END, or a change of a later transaction, is consumed too; then all of it is
/// visible, or parked. Knows of the product only what a person could read in its tables.
/// </summary>
internal sealed class TransactionLedger(StoreState state, IOracle oracle, IncompleteTransactionPolicy policy, TornTransactions torn, Action<string> violation) : ILedger
{
    private readonly List<OpenWork> _open = [];
    private readonly HashSet<SourceTransaction> _released = [];

    // Parked when they first came: so must be what comes of them again.
    private readonly HashSet<SourceTransaction> _keptAway = [];

    // Of the commit that is being judged.
    private readonly HashSet<SourceTransaction> _bad = [];
    private readonly List<SourceTransaction> _releasing = [];
    private readonly List<OpenWork> _parked = [];
    private readonly List<Change> _unfit = [];

    private OpenWork? _current;
    private SimPartition _partition = null!;

    /// <inheritdoc/>
    public bool MayStandStill => true;

    /// <inheritdoc/>
    public IEnumerable<RowKey> Settle(SimPartition partition, IReadOnlyList<SimRecord> records, StoreTransaction commit)
    {
        _partition = partition;
        var touched = new List<Change>();
        foreach (var record in records)
        {
            Take(record, touched);
        }

        ReleaseEarly(commit, touched);
        torn.Check(commit);
        touched.AddRange(_open.SelectMany(work => work.Records).Select(record => record.Meaning.Change).OfType<Change>());
        JudgeParked();
        CheckStage();
        return touched.SelectMany(oracle.KeysOf);
    }

    /// <inheritdoc/>
    public void Finish() => torn.CheckAll();

    // Once all that the commit has settled is known: what one commit has of a transaction goes the same way.
    private void JudgeParked()
    {
        foreach (var work in _parked.Where(work => !_bad.Contains(work.Transaction) && !_keptAway.Contains(work.Transaction)))
        {
            violation($"letters: {work.Transaction.Id} is parked, which is good");
        }

        _keptAway.UnionWith(_parked.Select(work => work.Transaction).Where(transaction => !_released.Contains(transaction)));
        _released.UnionWith(_releasing);
        _releasing.Clear();
        _parked.Clear();
        _bad.Clear();
        foreach (var passed in _unfit.Where(change => !oracle.IsVoid(change)))
        {
            violation($"letters: {passed} is neither parked nor superseded");
        }

        _unfit.Clear();
    }

    private void Take(SimRecord record, List<Change> touched)
    {
        if (record.Meaning.Of is not { } of)
        {
            TakeOther(record, touched);
            return;
        }

        var work = _open.Find(open => open.Transaction == of.Transaction);
        if (of.Boundary == Boundary.End)
        {
            if (work is not null)
            {
                work.Records.Add(record);
                Release(work, touched, isEarly: of.Transaction.IsDamaged);
            }
            else
            {
                // Sent again inside a later transaction, with which it goes.
                _current?.Records.Add(record);
            }

            return;
        }

        // A connector sends in the order of commits: what it has left behind is over.
        foreach (var before in _open.Where(open => open.Transaction.At.CompareTo(of.Transaction.At) < 0).OrderBy(open => open.Transaction.At).ToList())
        {
            Release(before, touched, isEarly: before.Transaction.IsDamaged);
        }

        if (work is null)
        {
            _open.Add(work = new OpenWork(of.Transaction));
        }

        work.Records.Add(record);
        _current = work;
        torn.See(record);
    }

    private void TakeOther(SimRecord record, List<Change> touched)
    {
        if (_current is not null)
        {
            _current.Records.Add(record);
        }
        else if (IsParked(record) != (record.Meaning.Fate == Fate.Unreadable))
        {
            violation($"letters: {record.Offset} of no transaction is {(IsParked(record) ? "good but parked" : "unreadable and not parked")}");
        }
        else if (record.Meaning.Change is { } read)
        {
            oracle.Take(read);
            touched.Add(read);
        }
    }

    // What is taken out of the stage though nothing in the log has told that it is over.
    private void ReleaseEarly(StoreTransaction commit, List<Change> touched)
    {
        foreach (var work in _open.Where(work => commit.Stages.Written.Any(stage => stage.Value is null && string.Equals(stage.Key.Transaction, work.Transaction.Id, StringComparison.Ordinal))).ToList())
        {
            var isLeftBehind = IsLeftBehind(work, commit);
            if (!isLeftBehind && policy == IncompleteTransactionPolicy.Wait)
            {
                violation($"staged: {work.Transaction.Id} was released though nothing says that it is over");
            }

            if (policy == IncompleteTransactionPolicy.DeadLetter)
            {
                // The clock may have been faster than the record that tells it is over.
                _bad.Add(work.Transaction);
            }

            Release(work, touched, isEarly: !isLeftBehind || work.Transaction.IsDamaged);
        }
    }

    // A large one is released before the record that tells it is over, not with it.
    private bool IsLeftBehind(OpenWork work, StoreTransaction commit)
    {
        var next = commit.Checkpoints.Written.Values.Single()!.NextOffset!.Value;
        var follows = _partition.Range(next, _partition.End).FirstOrDefault()?.Meaning.Of;
        return follows is { Boundary: not Boundary.End } later && later.Transaction.At.CompareTo(work.Transaction.At) > 0;
    }

    private void Release(OpenWork work, List<Change> touched, bool isEarly)
    {
        _open.Remove(work);
        _current = _current == work ? null : _current;
        if (isEarly)
        {
            torn.Excuse(work.Transaction);
        }

        var changes = work.Changes.ToList();
        touched.AddRange(changes.Select(record => record.Meaning.Change).OfType<Change>());
        var parked = changes.Count(IsParked);
        if (!work.IsGood || (isEarly && policy == IncompleteTransactionPolicy.DeadLetter))
        {
            _bad.Add(work.Transaction);
        }

        _releasing.Add(work.Transaction);

        if (parked > 0)
        {
            _parked.Add(work);
            if (parked < changes.Count)
            {
                violation($"letters: {parked} of {changes.Count} changes of {work.Transaction.Id} are parked");
            }

            return;
        }

        if (!work.IsReadable)
        {
            violation($"letters: {work.Transaction.Id} cannot be read and is not parked");
        }

        _unfit.AddRange(changes.Where(record => record.Meaning.Fate == Fate.Unfit).Select(record => record.Meaning.Change!));
        changes.FindAll(record => record.Meaning.Fate == Fate.Good).ForEach(record => oracle.Take(record.Meaning.Change!));
    }

    private void CheckStage()
    {
        foreach (var id in state.Stages.Keys.Select(key => key.Transaction).Concat(_open.Select(work => work.Transaction.Id)).Distinct(StringComparer.Ordinal))
        {
            var staged = state.Stages.Where(stage => string.Equals(stage.Key.Transaction, id, StringComparison.Ordinal)).SelectMany(stage => stage.Value.Records).Select(record => record.Offset);
            var expected = _open.Find(work => string.Equals(work.Transaction.Id, id, StringComparison.Ordinal))?.Records.Select(record => record.Offset) ?? [];
            if (!staged.Order().SequenceEqual(expected.Order()))
            {
                violation($"staged: of {id} {string.Join(' ', staged.Order())} are staged, but {string.Join(' ', expected.Order())} are consumed and not visible");
            }
        }
    }

    private bool IsParked(SimRecord record)
        => state.Letters.ContainsKey(new LetterKey(new PartitionKey(Hosts.SimSource.Group, _partition.Place.Topic, _partition.Place.Partition.Value), record.Offset));
}
