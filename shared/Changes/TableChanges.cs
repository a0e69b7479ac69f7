using System.Buffers;

namespace CdcFunctions.Changes;

/// <summary>The changes of one batch to one table, column by column: an event is a row index, not an object.</summary>
/// <remarks>Not thread-safe. Rows stand in arrival order. Memory is pooled; dispose returns it.</remarks>
public sealed class TableChanges(TableName table, MergeMode merge) : IDisposable
{
    private readonly List<ColumnBuffer> _columns = [];
    private RowHeader[] _rows = [];
    private List<RangeBounds>? _ranges;
    private List<SourceShape>? _shapes;
    private bool _isPart;

    /// <summary>The source table.</summary>
    public TableName Table { get; } = table;

    /// <summary>Whether rows or cells carry the version.</summary>
    public MergeMode Merge { get; } = merge;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>All columns seen so far, key columns included, in the order they were first seen.</summary>
    public IReadOnlyList<ColumnBuffer> Columns => _columns;

    /// <summary>Memory of the variable-length values.</summary>
    public ByteArena Arena { get; private init; } = new();

    /// <summary>Range deletes, each with its row; empty for most tables.</summary>
    public IReadOnlyList<RangeBounds> Ranges => _ranges ?? (IReadOnlyList<RangeBounds>)[];

    /// <summary>Whole shapes that the rows' schemas tell, in the order of their first row; empty for events without schema.</summary>
    public IReadOnlyList<SourceShape> Shapes => _shapes ?? (IReadOnlyList<SourceShape>)[];

    /// <summary>Rows that are <see cref="RowHeader.IsStale"/>.</summary>
    public int StaleRows { get; set; }

    /// <summary>The first column that a cell set to NULL before anything told its type, so that the NULL has no place, and the index of its record.</summary>
    public (string Column, int RecordIndex)? UntypedNull { get; private set; }

    /// <summary>Remembers such a column.</summary>
    public void NoteUntypedNull(string column, int recordIndex) => UntypedNull ??= (column, recordIndex);

    /// <summary>Version, kind and origin of a row.</summary>
    public ref readonly RowHeader Row(int row) => ref _rows[row];

    /// <summary>Adds a column; rows already there do not touch it.</summary>
    public ColumnBuffer AddColumn(ColumnShape shape)
    {
        var column = new ColumnBuffer(shape, Arena);
        column.EnsureRows(_rows.Length);
        _columns.Add(column);
        return column;
    }

    /// <summary>Adds a row that touches no column yet and returns its index.</summary>
    public int AddRow(in RowHeader header)
    {
        if (Count == _rows.Length)
        {
            Grow();
        }

        _rows[Count] = header;
        return Count++;
    }

    /// <summary>Rows that came with another row of the same record.</summary>
    public int Companions { get; private set; }

    /// <summary>Adds a second row of a record that has one already, and returns its index.</summary>
    public int AddCompanion(in RowHeader header)
    {
        Companions++;
        return AddRow(header);
    }

    /// <summary>Sets the header again, for formats that tell operation or version after the values.</summary>
    public void SetRow(int row, in RowHeader header) => _rows[row] = header;

    /// <summary>Takes back the last row, when its event turns out to be bad.</summary>
    public void RemoveLastRow()
    {
        Count--;
        foreach (var column in _columns)
        {
            column.SetAbsent(Count);
        }

        _ranges?.RemoveAll(range => range.Row == Count);
    }

    /// <summary>Takes out the rows that are marked; the others keep their order.</summary>
    /// <param name="isOut">A mark for each row.</param>
    public void RemoveRows(ReadOnlySpan<bool> isOut)
    {
        var places = new int[Count];
        var kept = 0;
        for (var row = 0; row < Count; row++)
        {
            places[row] = isOut[row] ? -1 : kept;
            if (isOut[row])
            {
                continue;
            }

            if (kept != row)
            {
                _rows[kept] = _rows[row];
                foreach (var column in _columns)
                {
                    column.CopyCell(row, kept);
                }
            }

            kept++;
        }

        for (var row = kept; row < Count; row++)
        {
            foreach (var column in _columns)
            {
                column.SetAbsent(row);
            }
        }

        Count = kept;
        _ranges = _ranges?.FindAll(range => places[range.Row] >= 0).ConvertAll(range => range with { Row = places[range.Row] });
    }

    /// <summary>The rows in several parts, which can be applied one after the other. They share the memory of these changes; what is known of the table beside its rows stays here.</summary>
    /// <param name="parts">The part of each row, from 0 on.</param>
    public IReadOnlyList<TableChanges> Divide(ReadOnlySpan<int> parts)
    {
        var divided = new List<TableChanges>();
        var places = new int[Count];
        for (var row = 0; row < Count; row++)
        {
            while (divided.Count <= parts[row])
            {
                divided.Add(EmptyPart());
            }

            var part = divided[parts[row]];
            places[row] = part.AddRow(_rows[row]);
            part.StaleRows += _rows[row].IsStale ? 1 : 0;
            for (var column = 0; column < _columns.Count; column++)
            {
                part._columns[column].CopyCell(_columns[column], row, places[row]);
            }
        }

        foreach (var range in Ranges)
        {
            divided[parts[range.Row]].AddRange(range with { Row = places[range.Row] });
        }

        // Only their sum over all parts counts.
        divided[0].Companions = Companions;
        return divided;
    }

    /// <summary>Keeps the bounds of a range delete.</summary>
    public void AddRange(RangeBounds bounds) => (_ranges ??= []).Add(bounds);

    /// <summary>Keeps the whole shape of the rows that follow.</summary>
    public void AddShape(SourceShape shape)
    {
        var at = _shapes?.FindIndex(known => ReferenceEquals(known.Owner, shape.Owner)) ?? -1;
        if (at >= 0)
        {
            _shapes![at] = shape with { FirstRow = _shapes[at].FirstRow };
            return;
        }

        (_shapes ??= []).Add(shape with { FirstRow = Count });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var column in _columns)
        {
            column.Dispose();
        }

        if (!_isPart)
        {
            Arena.Dispose();
        }

        if (_rows.Length > 0)
        {
            ArrayPool<RowHeader>.Shared.Return(_rows);
        }

        (_rows, Count) = ([], 0);
        _columns.Clear();
    }

    private TableChanges EmptyPart()
    {
        var part = new TableChanges(Table, Merge) { Arena = Arena, _isPart = true };
        _columns.ForEach(column => part.AddColumn(column.Shape));
        return part;
    }

    private void Grow()
    {
        var larger = ArrayPool<RowHeader>.Shared.Rent(Math.Max(64, _rows.Length * 2));
        _rows.CopyTo(larger, 0);
        if (_rows.Length > 0)
        {
            ArrayPool<RowHeader>.Shared.Return(_rows);
        }

        _rows = larger;
        foreach (var column in _columns)
        {
            column.EnsureRows(_rows.Length);
        }
    }
}
