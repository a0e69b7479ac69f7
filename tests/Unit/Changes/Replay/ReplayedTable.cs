using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>A table in memory under last-write-wins: whole rows, or cell by cell.</summary>
internal sealed class ReplayedTable
{
    private readonly List<DecodedRow> _deletes = [];
    private readonly Dictionary<string, ReplayedRow> _rows = new(StringComparer.Ordinal);

    /// <summary>Rows that are there at a moment (microseconds since the epoch), as cells by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, Cell>> Visible(long atUs)
    {
        foreach (var row in _rows.Values)
        {
            row.Cover(_deletes.Where(delete => RangeCover.Covers(delete, row.Key)).Select(delete => delete.Header.Version).DefaultIfEmpty(long.MinValue).Max());
        }

        return [.. _rows.Values.Where(row => row.IsVisible(atUs)).Select(row => row.Cells(atUs))];
    }

    /// <summary>Applies a change when nothing newer is there.</summary>
    public void Apply(DecodedRow change)
    {
        if (change.Header.Kind is ChangeKind.PartitionDelete or ChangeKind.RangeDelete)
        {
            _deletes.Add(change);
            return;
        }

        if (!_rows.TryGetValue(change.KeyText, out var row))
        {
            _rows.Add(change.KeyText, row = new ReplayedRow());
        }

        if (change.Merge == MergeMode.Row)
        {
            row.ApplyWhole(change);
        }
        else
        {
            row.ApplyCells(change);
        }
    }
}
