using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>One table's changes on their way through the merge: keys, range deletes, what is stored, and the result.</summary>
internal sealed class CellBatch : IDisposable
{
    private readonly TableChanges _changes;
    private readonly List<int> _unreadable = [];

    /// <summary>Sorts the changes by key and reads their range deletes.</summary>
    public CellBatch(TableChanges changes, CellColumns columns)
    {
        _changes = changes;
        Columns = columns;
        Events = changes.Count;
        Groups = new KeyGroups(columns.Keys, changes.Count);
        Ranges = new RangeTombstones(columns);
        for (var row = 0; row < Events; row++)
        {
            if (!RangeReader.IsRange(changes.Row(row)))
            {
                Groups.Add(row);
            }
            else if (RangeReader.Read(changes, columns, row) is { } tombstone)
            {
                Ranges.Add(tombstone);
            }
            else
            {
                _unreadable.Add(row);
            }
        }
    }

    /// <summary>The batch's columns.</summary>
    public CellColumns Columns { get; }

    /// <summary>Events of the batch; rows beyond them stand for stored rows that a range delete may reach.</summary>
    public int Events { get; }

    /// <summary>Rows by key.</summary>
    public KeyGroups Groups { get; }

    /// <summary>Partition and range deletes.</summary>
    public RangeTombstones Ranges { get; }

    /// <summary>What is stored.</summary>
    public StoredRows Stored { get; } = new();

    /// <summary>Rows of range deletes whose bounds cannot be understood.</summary>
    public IReadOnlyList<int> Unreadable => _unreadable;

    /// <summary>Begins a row that stands for a stored one in a partition with range deletes; its key columns are set next, then <see cref="KeyGroups.Add"/>.</summary>
    /// <param name="rangeRow">Row of a range delete of that partition.</param>
    public int AddStoredRow(int rangeRow)
    {
        var header = _changes.Row(rangeRow);
        header.Kind = ChangeKind.Update;
        return _changes.AddRow(header);
    }

    /// <summary>Merges; ties are open.</summary>
    public CellMerge Merge()
    {
        var merge = new CellMerge(_changes, Columns, Groups, Stored, Ranges);
        merge.Run();
        return merge;
    }

    /// <summary>Takes what expired by this time out of the stored rows.</summary>
    public CellMerge Expire(long now)
    {
        var merge = new CellMerge(_changes, Columns, Groups, Stored, Ranges);
        merge.Expire(now);
        return merge;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Groups.Dispose();
        Ranges.Dispose();
        Stored.Dispose();
    }
}
