using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>One row under last-write-wins, with what a merge must remember: versions, delete time, row marker.</summary>
internal sealed class ReplayedRow
{
    private readonly Dictionary<string, (Cell Cell, long Version)> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cell> _key = new(StringComparer.Ordinal);
    private (long Version, long Sequence) _version = (long.MinValue, 0);
    private long _deleted = long.MinValue;
    private long _marker = long.MinValue;
    private bool _isThere;
    private bool _isMerged;

    public IReadOnlyDictionary<string, Cell> Key => _key;

    /// <summary>Takes a delete of a range or partition that covers this row.</summary>
    public void Cover(long version) => _deleted = Math.Max(_deleted, version);

    public void ApplyWhole(DecodedRow change)
    {
        var version = (change.Header.Version, change.Header.Sequence);
        if (version.CompareTo(_version) < 0)
        {
            return;
        }

        _version = version;
        _isThere = change.Header.Kind is ChangeKind.Insert or ChangeKind.Update;
        if (!_isThere)
        {
            _cells.Clear();
            return;
        }

        KeepKey(change);
        foreach (var (name, cell) in change.Cells.Where(one => one.Value.State != CellState.Absent))
        {
            _cells[name] = (cell, change.Header.Version);
        }
    }

    public void ApplyCells(DecodedRow change)
    {
        _isMerged = true;
        var version = change.Header.Version;
        KeepKey(change);
        if (change.Header.Kind == ChangeKind.Delete)
        {
            _deleted = Math.Max(_deleted, version);
            return;
        }

        if (change.Header.Kind == ChangeKind.Insert)
        {
            _marker = Math.Max(_marker, version);
        }

        foreach (var (name, cell) in change.Cells.Where(one => one.Value.State != CellState.Absent && !change.Key.Contains(one.Key, StringComparer.Ordinal)))
        {
            if (!_cells.TryGetValue(name, out var known) || version > known.Version || (version == known.Version && WinsTie(cell, known.Cell)))
            {
                _cells[name] = (cell, version);
            }
        }
    }

    public bool IsVisible(long atUs) => _isMerged
        ? _marker > _deleted || _cells.Values.Any(one => IsLive(one, atUs))
        : _isThere;

    public IReadOnlyDictionary<string, Cell> Cells(long atUs)
    {
        var cells = new Dictionary<string, Cell>(_key, StringComparer.Ordinal);
        foreach (var (name, one) in _cells.Where(one => !_isMerged || IsLive(one.Value, atUs)))
        {
            cells[name] = one.Cell;
        }

        return cells;
    }

    // Cassandra: null beats a value, a value that expires beats a plain one, then the greater one wins.
    private static bool WinsTie(Cell cell, Cell known)
    {
        if (cell.State != known.State)
        {
            return cell.State == CellState.Null;
        }

        return (cell.Time != 0) != (known.Time != 0) ? cell.Time != 0
            : cell.Bytes.Length + known.Bytes.Length > 0 ? cell.Bytes.AsSpan().SequenceCompareTo(known.Bytes) >= 0
            : cell.Word >= known.Word;
    }

    private bool IsLive((Cell Cell, long Version) one, long atUs)
        => one.Cell.State == CellState.Value && one.Version > _deleted && (one.Cell.Time == 0 || one.Cell.Time > atUs);

    private void KeepKey(DecodedRow change)
    {
        foreach (var column in change.Key)
        {
            _key[column] = change.Cells[column];
        }
    }
}
