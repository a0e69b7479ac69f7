using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Apply.Staleness;

/// <summary>Takes the stale events out of a batch whose tables park or drop them, and keeps what became of them.</summary>
internal sealed class StaleEvents
{
    private readonly List<(long Offset, string Table)> _dropped = [];
    private readonly HashSet<long> _taken = [];

    /// <summary>Offsets of the dropped records.</summary>
    public IEnumerable<long> Dropped => _dropped.Select(record => record.Offset);

    /// <summary>Finds marked rows of a decoded batch; true when there are any that must not be applied, so that it is decoded again without them.</summary>
    /// <param name="source">Source of the batch.</param>
    /// <param name="changes">The decoded batch.</param>
    /// <param name="records">Its records.</param>
    /// <param name="letters">Receives what goes to the dead letters.</param>
    public bool TakeFrom(SourceEntry source, ChangeBatch changes, ReadOnlySpan<SourceRecord> records, List<DeadLetter> letters)
    {
        var before = _dropped.Count + letters.Count;
        foreach (var table in changes.Tables)
        {
            var policy = table.StaleRows == 0 ? StaleEventPolicy.Apply : source.Options.Table(table.Table.Table).StaleEvents;
            if (policy is StaleEventPolicy.DeadLetter or StaleEventPolicy.Drop)
            {
                Take(source, table, records, policy, letters);
            }
        }

        return _dropped.Count + letters.Count > before;
    }

    /// <summary>Counts by table.</summary>
    public IEnumerable<TableTally> Tallies()
        => _dropped.GroupBy(record => record.Table, StringComparer.Ordinal).Select(table => TableTally.OfDropped(table.Key, table.Count()));

    private void Take(SourceEntry source, TableChanges table, ReadOnlySpan<SourceRecord> records, StaleEventPolicy policy, List<DeadLetter> letters)
    {
        var target = source.TargetName(table.Table);
        for (var row = 0; row < table.Count; row++)
        {
            ref readonly var header = ref table.Row(row);
            if (!header.IsStale)
            {
                continue;
            }

            // A record may have become two rows, such as a changed key.
            var record = records[header.RecordIndex];
            if (!_taken.Add(record.Offset))
            {
                continue;
            }

            if (policy == StaleEventPolicy.Drop)
            {
                _dropped.Add((record.Offset, target));
            }
            else
            {
                letters.Add(DeadLetterReasons.Stale(record, table.Table, target, source.Options.Table(table.Table.Table).StaleAfter));
            }
        }
    }
}
