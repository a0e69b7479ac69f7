using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Budget;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>The records of one commit and the transaction of each: when one of a transaction cannot be applied, none of it is.</summary>
internal sealed class TransactionUnits(TransactionMarkReader marks)
{
    private readonly List<SourceRecord> _records = [];
    private readonly Dictionary<long, TransactionId> _transactions = [];

    /// <summary>All records in the order they are applied.</summary>
    public ReadOnlyMemory<SourceRecord> Records => _records.ToArray();

    /// <summary>The transaction of a record; null for one of none.</summary>
    public TransactionId? Of(in SourceRecord record) => _transactions.GetValueOrDefault(record.Offset);

    /// <summary>Adds a record; null for one of no transaction.</summary>
    public void Add(TransactionId? transaction, in SourceRecord record)
    {
        _records.Add(marks.Route(in record));
        if (transaction is not null)
        {
            _transactions[record.Offset] = transaction;
        }
    }

    /// <summary>The dead letters, and one for every other change of their transactions. Asked again with its own answer it adds nothing.</summary>
    public List<DeadLetter> Spread(List<DeadLetter> letters)
    {
        var bad = new Dictionary<TransactionId, DeadLetter>();
        foreach (var letter in letters)
        {
            if (_transactions.TryGetValue(letter.Record.Offset, out var transaction))
            {
                bad.TryAdd(transaction, letter);
            }
        }

        if (bad.Count == 0)
        {
            return letters;
        }

        var parked = letters.Select(letter => letter.Record.Offset).ToHashSet();
        return [.. letters, .. _records
            .Where(record => !parked.Contains(record.Offset) && _transactions.TryGetValue(record.Offset, out var transaction) && bad.ContainsKey(transaction))
            .Where(record => marks.IsChange(in record))
            .Select(record => ParkedTransactions.With(record, _transactions[record.Offset], bad[_transactions[record.Offset]]))];
    }

    /// <summary>The transactions these dead letters are of, each with the offset of one of them.</summary>
    public List<(TransactionId Id, long Offset)> Parked(IEnumerable<DeadLetter> letters)
        => [.. letters.Where(letter => _transactions.ContainsKey(letter.Record.Offset)).Select(letter => (Id: _transactions[letter.Record.Offset], letter.Record.Offset)).DistinctBy(one => one.Id)];

    /// <summary>How many transactions these dead letters are of.</summary>
    public int Transactions(IEnumerable<DeadLetter> letters)
        => Parked(letters).Count;

    /// <summary>Transactions and other records, and how many of them the dead letters are of: one bad row parks its whole transaction, and is one fault.</summary>
    public (int Events, int Bad) Weigh(IEnumerable<DeadLetter> letters)
    {
        var bad = letters.Where(FailureBudget.IsBad).ToList();
        var others = _records.Count(record => !_transactions.ContainsKey(record.Offset));
        return (_transactions.Values.Distinct().Count() + others, Transactions(bad) + bad.Count(letter => !_transactions.ContainsKey(letter.Record.Offset)));
    }

    /// <summary>A dead letter for every change of some transactions.</summary>
    public List<DeadLetter> Of(IReadOnlySet<TransactionId> transactions, Func<SourceRecord, TransactionId, DeadLetter> letter)
        => transactions.Count == 0 ? [] : [.. _records
            .Where(record => _transactions.TryGetValue(record.Offset, out var transaction) && transactions.Contains(transaction) && marks.IsChange(in record))
            .Select(record => letter(record, _transactions[record.Offset]))];

    /// <summary>A dead letter for every change of every transaction, and for every other record.</summary>
    public List<DeadLetter> All(Func<SourceRecord, TransactionId?, DeadLetter> letter)
        => [.. _records.Where(record => marks.IsChange(in record)).Select(record => letter(record, _transactions.GetValueOrDefault(record.Offset)))];
}
