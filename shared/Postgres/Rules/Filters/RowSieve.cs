using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration.Filters;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>Applies a row filter to a table's batch.</summary>
/// <remarks>
/// Deletes always pass. A row that the filter keeps out becomes a delete of its version: if the target has the row, it has left the filter, and an older event that comes
/// late must not bring it back. A filter over the key alone needs no such mark: its rows never get in.
/// </remarks>
internal static class RowSieve
{
    /// <summary>Takes rows out or turns them into deletes.</summary>
    /// <exception cref="TableMismatchException">The filter does not fit the table.</exception>
    public static FilterOutcome Run(RowFilter filter, TableChanges changes)
    {
        var isAboutKey = RowFilterBinding.IsAboutKey(filter.Expression, changes);
        if (changes.Merge == MergeMode.Cell && !isAboutKey)
        {
            throw new TableMismatchException(
                $"The filter (where) of {changes.Table} names columns outside the key, but its events tell single cells, so that a row cannot be judged by them. Its lane waits; nothing is lost. Filter by key columns, or remove where.");
        }

        var condition = RowFilterBinding.Bind(filter.Expression, changes);
        var undecided = new List<int>();
        var isOut = new bool[changes.Count];
        var dropped = 0;
        for (var row = 0; row < changes.Count; row++)
        {
            if (changes.Row(row).Kind is not (ChangeKind.Insert or ChangeKind.Update))
            {
                continue;
            }

            var truth = condition.Of(row);
            if (truth == Truth.Undecided)
            {
                undecided.Add(row);
            }
            else if (truth != Truth.True && isAboutKey)
            {
                (isOut[row], dropped) = (true, dropped + 1);
            }
            else if (truth != Truth.True)
            {
                var header = changes.Row(row);
                (header.Kind, header.IsDropped, header.IsPartial) = (ChangeKind.Delete, true, false);
                changes.SetRow(row, header);
            }
        }

        if (dropped > 0 && undecided.Count == 0)
        {
            changes.RemoveRows(isOut);
        }

        return new FilterOutcome(dropped, undecided);
    }
}
