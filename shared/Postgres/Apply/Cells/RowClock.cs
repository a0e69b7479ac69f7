namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The write times of one row: its marker and its cells by column number. Reused from row to row.</summary>
/// <remarks>Column numbers are those of <c>pg_attribute</c>: PostgreSQL never gives a dropped column's number to another.</remarks>
internal sealed class RowClock
{
    private CellClock[] _cells = [];

    /// <summary>When the row itself was inserted; a row made by updates alone has none.</summary>
    public CellClock Marker { get; set; } = CellClock.Unwritten;

    /// <summary>Highest column number in use.</summary>
    public int Highest { get; private set; }

    /// <summary>The cell of a column.</summary>
    public ref CellClock this[int number] => ref _cells[number];

    /// <summary>Forgets everything.</summary>
    /// <param name="highest">Highest column number to expect.</param>
    public void Clear(int highest)
    {
        if (_cells.Length <= highest)
        {
            Array.Resize(ref _cells, Math.Max(highest + 1, 16));
        }

        Array.Fill(_cells, CellClock.Unwritten, 0, Math.Max(highest, Highest) + 1);
        Marker = CellClock.Unwritten;
        Highest = highest;
    }

    /// <summary>Makes room for a column that the table got after its shape was read.</summary>
    public void Reach(int number)
    {
        if (number <= Highest)
        {
            return;
        }

        if (_cells.Length <= number)
        {
            Array.Resize(ref _cells, Math.Max(number + 1, _cells.Length * 2));
        }

        Array.Fill(_cells, CellClock.Unwritten, Highest + 1, number - Highest);
        Highest = number;
    }

    /// <summary>Drops the marker and every cell that a deletion of this time covers; a deletion wins over a write of the same time.</summary>
    public void Delete(long time)
    {
        if (time == WriteTime.None)
        {
            return;
        }

        if (Marker.Time <= time)
        {
            Marker = CellClock.Unwritten;
        }

        for (var number = 1; number <= Highest; number++)
        {
            if (_cells[number].Time <= time)
            {
                _cells[number] = CellClock.Unwritten;
            }
        }
    }

    /// <summary>Turns marker and cells that have expired by this time into NULL; their times stay.</summary>
    public void Expire(long now)
    {
        Marker = Marker.ExpiredBy(now);
        for (var number = 1; number <= Highest; number++)
        {
            _cells[number] = _cells[number].ExpiredBy(now);
        }
    }

    /// <summary>Newest write of the row.</summary>
    public long Newest()
    {
        var newest = Marker.Time;
        for (var number = 1; number <= Highest; number++)
        {
            newest = Math.Max(newest, _cells[number].Time);
        }

        return newest;
    }

    /// <summary>True while the row is seen: its marker stands or one cell has a value.</summary>
    /// <param name="added">Columns that the source does not have; no row lives by them.</param>
    public bool IsVisible(int[] added)
    {
        if (!Marker.IsNull)
        {
            return true;
        }

        for (var number = 1; number <= Highest; number++)
        {
            if (!_cells[number].IsNull && Array.IndexOf(added, number) < 0)
            {
                return true;
            }
        }

        return false;
    }
}
