namespace CdcFunctions.Changes;

/// <summary>Everything one batch of records decodes to: changes by table, control records and failures.</summary>
/// <remarks>Every record ends in exactly one of the three, so that the counts add up to what was consumed.</remarks>
public sealed class ChangeBatch : IDisposable
{
    private readonly List<TableChanges> _tables = [];
    private readonly List<DecodeFailure> _failures = [];
    private List<Misfit>? _misfits;
    private List<TableChanges>? _parts;
    private readonly int[] _controls = new int[Enum.GetValues<ControlRecord>().Length];

    /// <summary>Changes by table in the order of first arrival. A table appears again when its shape changes inside the batch.</summary>
    public IReadOnlyList<TableChanges> Tables => _tables;

    /// <summary>Records that could not be decoded.</summary>
    public IReadOnlyList<DecodeFailure> Failures => _failures;

    /// <summary>Values that were set to NULL because their form did not fit; empty for tables without a policy for that.</summary>
    public IReadOnlyList<Misfit> Misfits => _misfits ?? (IReadOnlyList<Misfit>)[];

    /// <summary>Values that lost digits beyond microseconds in this batch.</summary>
    public long TruncatedTimes { get; set; }

    /// <summary>Number of control records of a kind.</summary>
    public int Controls(ControlRecord kind) => _controls[(int)kind];

    /// <summary>Starts a table's changes; it is the one later rows of that table and shape go to.</summary>
    public TableChanges AddTable(TableName table, MergeMode merge)
    {
        var changes = new TableChanges(table, merge);
        _tables.Add(changes);
        return changes;
    }

    /// <summary>Counts a control record.</summary>
    public void AddControl(ControlRecord kind) => _controls[(int)kind]++;

    /// <summary>Keeps a misfit.</summary>
    public void AddMisfit(Misfit misfit) => (_misfits ??= []).Add(misfit);

    /// <summary>Keeps a failure.</summary>
    public void AddFailure(DecodeFailure failure) => _failures.Add(failure);

    /// <summary>Divides a table's changes, see <see cref="TableChanges.Divide"/>; the parts go with this batch.</summary>
    public IReadOnlyList<TableChanges> Divide(TableChanges table, ReadOnlySpan<int> parts)
    {
        var divided = table.Divide(parts);
        (_parts ??= []).AddRange(divided);
        return divided;
    }

    /// <summary>Drops tables that were started for a record which then proved bad.</summary>
    internal void RemoveEmptyTables()
    {
        for (var i = _tables.Count - 1; i >= 0; i--)
        {
            if (_tables[i].Count == 0)
            {
                _tables[i].Dispose();
                _tables.RemoveAt(i);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var table in _tables)
        {
            table.Dispose();
        }

        _tables.Clear();
        _parts?.ForEach(static part => part.Dispose());
        _parts = null;
    }
}
