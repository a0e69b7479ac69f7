using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>One table's changes of a batch from load to write.</summary>
internal sealed class CellTable : IDisposable
{
    private readonly TableChanges _changes;
    private readonly CellBatch _batch;
    private readonly CellLoad _load;
    private readonly List<CellFault> _faults = [];
    private readonly HashSet<int> _refused = [];
    private CellMerge? _merge;
    private CellTies? _ties;
    private CellWrites? _writes;

    public CellTable(TargetState target, TableChanges changes)
    {
        (Target, _changes) = (target, changes);
        _batch = new CellBatch(changes, target.Shape.Cells.Columns(changes));
        _load = new CellLoad(target, changes, _batch, _faults);
    }

    /// <summary>The table.</summary>
    public TargetState Target { get; }

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _writes?.RoundedValues ?? 0;

    /// <summary>Adds the statements that read.</summary>
    public void AddLoad(DbBatch batch) => _load.AddTo(batch);

    /// <summary>Reads their answers and merges.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        await _load.ReadAsync(reader, cancellation);
        _merge = _batch.Merge();
    }

    /// <summary>Adds the statements that settle ties; true when there are any.</summary>
    public bool AddTies(DbBatch batch)
    {
        if (_merge!.Ties.Count == 0)
        {
            return false;
        }

        _ties = new CellTies(Target, _changes, _merge, _faults);
        _ties.AddTo(batch);
        return true;
    }

    /// <summary>Reads their answers.</summary>
    public Task ReadTiesAsync(DbDataReader reader, bool isFirst, CancellationToken cancellation) => _ties!.ReadAsync(reader, isFirst, cancellation);

    /// <summary>Prepares the statements that write.</summary>
    public void Encode() => _writes = new CellWrites(Target, _changes, _batch, _merge!, _faults);

    /// <summary>True once that is done.</summary>
    public bool IsEncoded => _writes is not null;

    /// <summary>They.</summary>
    public IReadOnlyList<RowCommand> Writes => _writes!.Commands;

    /// <summary>What is merged into it.</summary>
    public TableChanges Changes => _changes;

    /// <summary>True for the table of these changes.</summary>
    public bool IsOf(TableChanges? changes) => ReferenceEquals(_changes, changes);

    /// <summary>The rows of all events that share the key of a row, in order of arrival; of a range delete its own alone.</summary>
    public IEnumerable<int> EventsOf(int row)
    {
        if (RangeReader.IsRange(_changes.Row(row)))
        {
            yield return row;
            yield break;
        }

        for (var next = row; next >= 0; next = _batch.Groups.Next(next))
        {
            yield return next;
        }
    }

    /// <summary>True when range deletes of the batch reach rows beyond their own.</summary>
    public bool ReachesFar => _batch.Ranges.Effective.Any();

    /// <summary>True when no other statement has to do with a statement's row.</summary>
    public bool IsWrittenOnce(RowCommand command, int row) => Writes.All(other => other == command || !other.SourceRows.Contains(row));

    /// <summary>The row was refused: with all others merged into it, it does not count as an event of the table.</summary>
    public void Refuse(int row) => _refused.Add(row);

    /// <summary>Adds what is kept of the table when its statements were sent in another way.</summary>
    public void AddMark(DbBatch batch) => _writes!.AddMark(batch);

    /// <summary>Adds them.</summary>
    public void AddWrites(DbBatch batch) => _writes!.AddTo(batch);

    /// <summary>The records that cannot be applied, as far as they are known by now.</summary>
    public List<DeadLetter> Letters(ReadOnlySpan<SourceRecord> records)
    {
        var letters = DeadLetterReasons.Unfit(Target, _changes, _faults, records);
        foreach (var row in _batch.Unreadable)
        {
            letters.Add(DeadLetterReasons.UnknownRange(Target, _changes, row, records));
        }

        return letters;
    }

    /// <summary>For each event: the index of its record, and whether the merge took anything of it.</summary>
    public IEnumerable<(int Record, bool IsEffective)> Effects()
        => Enumerable.Range(0, _batch.Events).Select(row => (_changes.Row(row).RecordIndex, _merge!.IsEffective(row)));

    /// <summary>What became of the events.</summary>
    public TableTally Tally()
    {
        var (upserted, deleted) = (0, 0);
        for (var row = 0; row < _batch.Events; row++)
        {
            if (_merge!.IsEffective(row) && !_refused.Contains(row))
            {
                (upserted, deleted) = _changes.Row(row).Kind is ChangeKind.Insert or ChangeKind.Update ? (upserted + 1, deleted) : (upserted, deleted + 1);
            }
        }

        var events = _batch.Events - _refused.Count;
        return new TableTally(Target.Name, events, upserted, deleted, events - upserted - deleted, 0, Stale: _changes.StaleRows - _refused.Count(row => _changes.Row(row).IsStale));
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
