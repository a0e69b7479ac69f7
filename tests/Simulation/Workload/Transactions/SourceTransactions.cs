using CdcFunctions.Simulation.Faults;

namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>What a SQL Server commits: transactions over several tables of few keys, most of them small, some large, a few with a row that fits nowhere.</summary>
internal sealed class SourceTransactions(Random chance, FaultCount faults, bool hasNewColumn)
{
    private const int Tables = 3;
    private const int Rows = 12;

    // About the middle of a run.
    private readonly int _shapeChange = chance.Next(30, 90);
    private readonly List<SourceTransaction> _all = [];

    /// <summary>The nth, from 0 on.</summary>
    public SourceTransaction this[int n]
    {
        get
        {
            while (_all.Count <= n)
            {
                _all.Add(Next());
            }

            return _all[n];
        }
    }

    /// <summary>A row as a snapshot reads it after the nth transaction, -1 for before all.</summary>
    public Change Read(int n) => new()
    {
        Sort = ChangeSort.Insert,
        Table = chance.Next(1, Tables + 1),
        P = chance.Next(1, Rows + 1),
        At = n < 0 ? SqlServerForm.At(0) : SqlServerForm.After(this[n].At),
        Cells = RowValues.Of(chance, RowValues.Columns(hasNewColumn && n >= _shapeChange), isPartial: false),
        Snapshot = n < 0 ? SqlServerForm.Initial : SqlServerForm.BySignal,
    };

    private SourceTransaction Next()
    {
        if (_all.Count == _shapeChange && hasNewColumn)
        {
            faults.Add(FaultKind.SchemaChange);
        }

        var at = SqlServerForm.At(_all.Count + 1);
        var size = chance.Next(12) switch { < 8 => chance.Next(1, 7), < 11 => chance.Next(7, 21), _ => chance.Next(40, 121) };
        var changes = Enumerable.Range(0, size).Select(_ => (Change: Change(at), Fate.Good)).ToList();
        if (chance.Next(25) == 0)
        {
            faults.Add(FaultKind.Poison);
            var unfit = chance.Next(size);
            var cells = new Dictionary<string, string?>(StringComparer.Ordinal) { ["a"] = chance.Next(2) == 0 ? EventStream.RefusedNumber : "many" };
            changes[unfit] = (changes[unfit].Change with { Sort = ChangeSort.Update, Cells = cells }, Fate.Unfit);
        }

        return new SourceTransaction(SqlServerForm.Lsn(at), at, changes);
    }

    private Change Change((long, long) at)
    {
        var change = new Change { Sort = ChangeSorts.Next(chance, isCells: false), Table = chance.Next(1, Tables + 1), P = chance.Next(1, Rows + 1), At = at };
        return change.IsWrite ? change with { Cells = RowValues.Of(chance, RowValues.Columns(hasNewColumn && _all.Count >= _shapeChange), isPartial: false) } : change;
    }
}
