using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Turns the folded rows of one table's batch into statements whose parameters are column arrays.</summary>
internal sealed class RowEncoding : IDisposable
{
    private readonly TargetState _target;
    private readonly TableChanges _changes;
    private readonly BoundShape _shape;
    private readonly Fold _fold = FoldPool.Rent();
    private readonly List<CellFault> _faults = [];

    public RowEncoding(TargetState target, TableChanges changes)
    {
        _target = target;
        _changes = changes;
        _shape = target.Shape;
    }

    /// <summary>Newest change per key.</summary>
    public FoldResult Fold() => _fold.Run(_changes, _shape.Keys(_changes));

    /// <summary>Statement that writes the rows of a group.</summary>
    public RowCommand Upsert(PresenceGroup group)
    {
        var statement = _shape.Upsert(group.Touched);
        var command = new RowCommand(_target, statement.Sql, group.Rows.Length) { Listing = statement.Listing, Columns = statement.Columns };
        AddHeader(command, group.Rows);
        foreach (var column in statement.Columns)
        {
            AddColumn(command, column, group.Rows);
        }

        AddStaleFlags(command, group.Rows);
        return command;
    }

    /// <summary>Statement that deletes the rows.</summary>
    public RowCommand Delete(int[] rows, bool isDrop = false)
    {
        var statement = _shape.Delete;
        var command = new RowCommand(_target, statement.Sql, rows.Length) { Listing = statement.Listing, Columns = statement.Columns, IsDelete = true, IsDrop = isDrop };
        AddHeader(command, rows);
        foreach (var column in statement.Columns)
        {
            AddColumn(command, column, rows);
        }

        AddStaleFlags(command, rows);
        return command;
    }

    /// <summary>A dead letter for each row that does not fit; a row with several faults is told by its first.</summary>
    public List<DeadLetter> Faults(ReadOnlySpan<SourceRecord> records) => DeadLetterReasons.Unfit(_target, _changes, _faults, records);

    /// <summary>Rows that hold what an older event of their key said.</summary>
    public IEnumerable<int> MixedRows() => _fold.Mixed;

    /// <summary>The rows that do not fit.</summary>
    public IEnumerable<int> UnfitRows() => _faults.Select(static fault => fault.Row).Distinct();

    /// <inheritdoc />
    public void Dispose() => FoldPool.Return(_fold);

    private void AddHeader(RowCommand command, int[] rows)
    {
        command.ComeFrom(_changes, rows);
        var keys = command.AddArray(WireType.Bytea);
        var versions = command.AddArray(WireType.Int64);
        var sequences = command.AddArray(WireType.Int64);
        var times = command.AddArray(WireType.TimestampTz);
        foreach (var row in rows)
        {
            ref readonly var header = ref _changes.Row(row);
            keys.AppendBytes(_fold.Key(row));
            versions.AppendInt64(header.Version);
            sequences.AppendInt64(header.Sequence);
            times.AppendTimestampTz(header.SourceTimeUs);
        }
    }

    private void AddStaleFlags(RowCommand command, int[] rows)
    {
        if (_shape.HasStaleFlags)
        {
            command.AddStaleFlags(_changes, rows);
        }
    }

    private void AddColumn(RowCommand command, int column, int[] rows)
    {
        var (encoder, known) = (_shape.Encoder(column), _faults.Count);
        encoder.AppendRows(_changes.Columns[column], rows, command.AddArray(encoder.Wire), _faults);
        for (var n = known; n < _faults.Count; n++)
        {
            // Told of the event that said it.
            _faults[n] = _faults[n] with { Row = _fold.Origin(_faults[n].Row, _changes.Columns[column]) };
        }
    }
}
