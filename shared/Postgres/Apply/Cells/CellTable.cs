using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>One table's changes of a batch from load to write.</summary>
internal sealed class CellTable : IDisposable
{
    private readonly TableChanges _changes;
    private readonly CellBatch _batch;
    private readonly CellLoad _load;
    private CellMerge? _merge;
    private CellTies? _ties;
    private CellWrites? _writes;

    public CellTable(TargetState target, TableChanges changes)
    {
        (Target, _changes) = (target, changes);
        _batch = new CellBatch(changes, target.Shape.Cells(target.Table).Columns(changes));
        _load = new CellLoad(target, changes, _batch, Faults);
    }

    /// <summary>The table.</summary>
    public TargetState Target { get; }

    /// <summary>Values that do not fit, found so far.</summary>
    public List<CellFault> Faults { get; } = [];

    /// <summary>Rows of range deletes whose bounds cannot be understood.</summary>
    public IReadOnlyList<int> Unreadable => _batch.Unreadable;

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _writes?.RoundedValues ?? 0;

    /// <summary>Adds the statements that read.</summary>
    public void AddLoad(NpgsqlBatch batch) => _load.AddTo(batch);

    /// <summary>Reads their answers and merges.</summary>
    public async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        await _load.ReadAsync(reader, cancellation);
        _merge = _batch.Merge();
    }

    /// <summary>Adds the statements that settle ties; true when there are any.</summary>
    public bool AddTies(NpgsqlBatch batch)
    {
        if (_merge!.Ties.Count == 0)
        {
            return false;
        }

        _ties = new CellTies(Target, _changes, _merge, Faults);
        _ties.AddTo(batch);
        return true;
    }

    /// <summary>Reads their answers.</summary>
    public Task ReadTiesAsync(NpgsqlDataReader reader, bool isFirst, CancellationToken cancellation) => _ties!.ReadAsync(reader, isFirst, cancellation);

    /// <summary>Prepares the statements that write.</summary>
    public void Encode() => _writes = new CellWrites(Target, _changes, _batch, _merge!, Faults);

    /// <summary>Adds them.</summary>
    public void AddWrites(NpgsqlBatch batch) => _writes!.AddTo(batch);

    /// <summary>What became of the events.</summary>
    public TableTally Tally()
    {
        var (upserted, deleted) = (0, 0);
        for (var row = 0; row < _batch.Events; row++)
        {
            if (_merge!.IsEffective(row))
            {
                (upserted, deleted) = _changes.Row(row).Kind is ChangeKind.Insert or ChangeKind.Update ? (upserted + 1, deleted) : (upserted, deleted + 1);
            }
        }

        return new TableTally(Target.Name, _batch.Events, upserted, deleted, _batch.Events - upserted - deleted, 0);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _load.Dispose();
        _ties?.Dispose();
        _writes?.Dispose();
        _merge?.Dispose();
        _batch.Dispose();
    }
}
