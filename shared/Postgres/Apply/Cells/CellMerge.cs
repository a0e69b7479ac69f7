using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Merges the events of a batch with what is stored, cell by cell, by Cassandra's rules: the result is the same in any order of delivery.</summary>
/// <remarks>
/// No clock, no I/O. A cell lives when it is newer than every delete that covers it; a row is seen while its marker or one value lives.
/// Ties against stored values are reported in <see cref="Ties"/> and taken as lost until <see cref="Settle"/> says otherwise.
/// </remarks>
internal sealed class CellMerge : IDisposable
{
    private readonly TableChanges _changes;
    private readonly CellColumns _columns;
    private readonly KeyGroups _groups;
    private readonly StoredRows _stored;
    private readonly RangeTombstones _ranges;
    private readonly int _width;
    private readonly MergedRow[] _merged;
    private readonly int[] _winners;
    private readonly int[] _tied;
    private readonly bool[] _effective;
    private readonly HashSet<(int Group, int Column)> _settled = [];
    private readonly ByteArena _bytes = new();
    private readonly RowClock _clock = new();
    private long _expiredBy = WriteTime.None;

    public CellMerge(TableChanges changes, CellColumns columns, KeyGroups groups, StoredRows stored, RangeTombstones ranges)
    {
        (_changes, _columns, _groups, _stored, _ranges) = (changes, columns, groups, stored, ranges);
        _width = changes.Columns.Count;
        _merged = new MergedRow[groups.Count];
        _winners = new int[groups.Count * _width];
        _tied = new int[_width];
        _effective = new bool[changes.Count];
    }

    /// <summary>Cells that need a look at the stored value.</summary>
    public List<CellTie> Ties { get; } = [];

    /// <summary>What to write for a key.</summary>
    public ref readonly MergedRow this[int group] => ref _merged[group];

    /// <summary>By column of the batch: the row whose cell is written, or a negative number.</summary>
    public ReadOnlySpan<int> Winners(int group) => _winners.AsSpan(group * _width, _width);

    /// <summary>True when a row's event took effect: a cell, the marker or a delete of it stands after the merge.</summary>
    public bool IsEffective(int row) => _effective[row];

    /// <summary>Bytes of a word of <see cref="MergedRow"/>.</summary>
    public ReadOnlySpan<byte> Bytes(long word) => _bytes.Read(word);

    /// <summary>Merges all keys.</summary>
    public void Run()
    {
        foreach (var tombstone in _ranges.Effective)
        {
            _effective[tombstone.Row] = true;
        }

        for (var group = 0; group < _groups.Count; group++)
        {
            Merge(group, reportTies: true);
        }
    }

    /// <summary>Takes what expired by this time out of all stored rows, and writes each of them: their bookkeeping must say so.</summary>
    public void Expire(long now)
    {
        _expiredBy = now;
        Run();
    }

    /// <summary>The value that came is greater than the stored one: it wins after all.</summary>
    public void Settle(CellTie tie)
    {
        _settled.Add((tie.Group, tie.Column));
        Merge(tie.Group, reportTies: false);
    }

    /// <inheritdoc />
    public void Dispose() => _bytes.Dispose();

    private void Merge(int group, bool reportTies)
    {
        var stored = _stored[group];
        var winners = _winners.AsSpan(group * _width, _width);
        winners.Fill(-1);
        _tied.AsSpan().Fill(-1);
        _clock.Clear(_columns.Highest);
        _stored.Load(stored, _columns, _clock);
        var hadMarker = _clock.Marker.IsWritten;
        var deleteRow = NewestDelete(group, stored.Deleted);
        var deleted = deleteRow < 0 ? stored.Deleted : WriteTime.Of(_changes.Row(deleteRow));
        var covering = _ranges.IsEmpty ? WriteTime.None : _ranges.Covering(_groups.First(group));
        var floor = Math.Max(deleted, covering);
        _clock.Delete(floor);

        var markerRow = -1;
        for (var row = _groups.First(group); row >= 0; row = _groups.Next(row))
        {
            _effective[row] = false;
            if (_changes.Row(row).Kind is ChangeKind.Insert or ChangeKind.Update && WriteTime.Of(_changes.Row(row)) > floor)
            {
                markerRow = Apply(row, winners) ? row : markerRow;
            }
        }

        SettleTies(group, winners, reportTies);
        _clock.Expire(_expiredBy);
        var newest = Effects(winners, markerRow);
        if (deleteRow >= 0 && deleted > covering)
        {
            _effective[deleteRow] = true;
        }

        newest = newest < 0 ? deleteRow : newest;
        _merged[group] = Outcome(group, stored, winners, newest, markerRow >= 0 || hadMarker != _clock.Marker.IsWritten) with { Deleted = deleted };
        if (_merged[group].Fate == RowFate.Removed)
        {
            _merged[group].Version = Math.Max(floor, _clock.Newest());
        }

        AddTombstone(ref _merged[group], stored, deleteRow >= 0 && deleted > covering);
    }

    private int NewestDelete(int group, long stored)
    {
        var newest = -1;
        for (var row = _groups.First(group); row >= 0; row = _groups.Next(row))
        {
            if (_changes.Row(row).Kind == ChangeKind.Delete && WriteTime.Of(_changes.Row(row)) > stored)
            {
                (newest, stored) = (row, WriteTime.Of(_changes.Row(row)));
            }
        }

        return newest;
    }

    // Returns true when the event sets the marker.
    private bool Apply(int row, Span<int> winners)
    {
        ref readonly var header = ref _changes.Row(row);
        var time = WriteTime.Of(header);
        var (expiry, isShared) = (-1L, true);
        for (var c = 0; c < winners.Length; c++)
        {
            var column = _changes.Columns[c];
            var state = column.State(row);
            if (state == CellState.Absent || _columns.Numbers[c] == 0)
            {
                continue;
            }

            var isNull = state == CellState.Null;
            var cell = new CellClock(time, isNull ? 0 : column.CellTime(row), isNull);
            if (!isNull && !_columns.Added.Contains(_columns.Numbers[c]))
            {
                isShared &= expiry < 0 || expiry == cell.Expiry;
                expiry = cell.Expiry;
            }

            Apply(column, c, row, cell, ref winners[c]);
        }

        // The connector does not send the marker's expiry; an INSERT USING TTL gives it to all its cells alike.
        var marker = new CellClock(time, isShared && expiry > 0 ? expiry : 0, IsNull: false);
        if (header.Kind != ChangeKind.Insert || marker.OrderAgainst(_clock.Marker) <= 0)
        {
            return false;
        }

        _clock.Marker = marker;
        return true;
    }

    private void Apply(ColumnBuffer column, int c, int row, in CellClock cell, ref int winner)
    {
        ref var current = ref _clock[_columns.Numbers[c]];
        var order = cell.OrderAgainst(current);
        if (order == 0 && !cell.IsNull && !current.IsNull)
        {
            if (winner < 0)
            {
                _tied[c] = _tied[c] < 0 || CassandraOrder.Compare(column, row, _tied[c]) > 0 ? row : _tied[c];
                return;
            }

            order = CassandraOrder.Compare(column, row, winner);
        }

        if (order > 0)
        {
            (current, winner) = (cell, row);
        }
    }

    private void SettleTies(int group, Span<int> winners, bool report)
    {
        for (var c = 0; c < winners.Length; c++)
        {
            if (_tied[c] < 0 || winners[c] >= 0)
            {
                continue;
            }

            if (_settled.Contains((group, c)))
            {
                winners[c] = _tied[c];
            }
            else if (report)
            {
                Ties.Add(new CellTie(group, c, _tied[c]));
            }
        }
    }

    // Marks the rows whose cells or marker stand, and returns the newest of them, or a negative number.
    private int Effects(ReadOnlySpan<int> winners, int markerRow)
    {
        var newest = markerRow;
        if (markerRow >= 0)
        {
            _effective[markerRow] = true;
        }

        foreach (var row in winners)
        {
            if (row >= 0)
            {
                _effective[row] = true;
                newest = newest < 0 || _changes.Row(row).Version > _changes.Row(newest).Version ? row : newest;
            }
        }

        return newest;
    }

    private MergedRow Outcome(int group, in StoredRow stored, ReadOnlySpan<int> winners, int newest, bool markerChanged)
    {
        var first = _groups.First(group);
        var merged = new MergedRow
        {
            Row = first,
            SourceRow = newest < 0 ? first : newest,
            HasWinners = winners.ContainsAnyExcept(-1),
            Cells = RowClockCodec.Nothing,
            Cleared = -1,
            DeletedCells = RowClockCodec.Nothing,
        };
        if (!_clock.IsVisible(_columns.Added))
        {
            merged.Fate = stored.Exists && !stored.IsSoftDeleted ? RowFate.Removed : RowFate.Unchanged;
            return merged;
        }

        merged.Cleared = stored.Exists ? Cleared(stored, winners) : -1;
        if (merged.HasWinners || markerChanged || merged.Cleared >= 0 || stored.IsSoftDeleted || _expiredBy != WriteTime.None)
        {
            merged.Fate = RowFate.Written;
            merged.Version = _clock.Newest();
            merged.Cells = RowClockCodec.Encode(_clock, merged.Version, _columns.ValueNumbers, _bytes);
        }

        return merged;
    }

    // Columns whose stored value is dead and which no cell of the batch overwrites.
    private long Cleared(in StoredRow stored, ReadOnlySpan<int> winners)
    {
        var numbers = _columns.ValueNumbers;
        Span<byte> mask = stackalloc byte[(numbers.Length + 7) / 8];
        mask.Clear();
        var any = false;
        for (var n = 0; n < numbers.Length; n++)
        {
            if (_clock[numbers[n]].IsNull && _stored.HasValue(stored, n) && !IsWritten(numbers[n], winners))
            {
                mask[n / 8] |= (byte)(1 << (n % 8));
                any = true;
            }
        }

        return any ? _bytes.Append(mask) : -1;
    }

    private bool IsWritten(int number, ReadOnlySpan<int> winners)
    {
        var column = Array.IndexOf(_columns.Numbers, number);
        return column >= 0 && winners[column] >= 0;
    }

    // A tombstone keeps the time of a delete, and the times of deleted cells when no row is left to keep them.
    private void AddTombstone(ref MergedRow merged, in StoredRow stored, bool isDeleted)
    {
        var isGone = merged.Fate == RowFate.Removed || (merged.Fate == RowFate.Unchanged && (!stored.Exists || stored.IsSoftDeleted));
        var keepsCells = isGone && _clock.Newest() != WriteTime.None;
        merged.HasTombstone = isDeleted || (keepsCells && (merged.HasWinners || merged.Fate == RowFate.Removed));
        if (merged.HasTombstone && keepsCells)
        {
            merged.DeletedCells = RowClockCodec.Encode(_clock, 0, [], _bytes);
        }
    }
}
