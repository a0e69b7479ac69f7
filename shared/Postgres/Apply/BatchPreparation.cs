using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Conflicts;
using CdcFunctions.Postgres.Apply.Keys;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Hints;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.StaticColumns;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Turns records into what is sent for them, and finds those that cannot be applied as far as that shows without asking PostgreSQL.</summary>
internal sealed class BatchPreparation(DbDataSource warehouse, ITargetBindings targets)
{
    /// <summary>Prepares a batch.</summary>
    /// <param name="consumed">Its records.</param>
    /// <param name="letters">Records already known to be bad.</param>
    /// <param name="stale">Records already known to be too old; receives the others.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TableMismatchException">A table cannot take its rows.</exception>
    /// <exception cref="Rules.Dirty.RejectedDataException">A policy stops the table.</exception>
    public async Task<PreparedBatch> RunAsync(ConsumedBatch consumed, List<DeadLetter> letters, StaleEvents stale, CancellationToken cancellation)
    {
        while (true)
        {
            var batch = new PreparedBatch(warehouse, consumed, letters, stale);
            var isReady = false;
            try
            {
                isReady = await FillAsync(batch, stale, cancellation);
                if (isReady)
                {
                    return batch;
                }
            }
            finally
            {
                if (!isReady)
                {
                    await batch.DisposeAsync();
                }
            }

            letters = batch.Letters;
        }
    }

    // False when it has found records that must not be in the batch: without them it is prepared anew, so that an older good change of their keys counts.
    private async Task<bool> FillAsync(PreparedBatch batch, StaleEvents stale, CancellationToken cancellation)
    {
        var ((lease, source, _, _), good, changes) = (batch.Consumed, batch.Good, batch.Changes);
        source?.Decoder.Decode(good.Span, changes);
        List<DeadLetter> tooOld = [];
        if (source is not null && stale.TakeFrom(source, changes, good.Span, tooOld))
        {
            batch.Park(tooOld);
            return false;
        }

        ConflictOrder.Apply(source, changes, [lease.Epoch], good.Span);
        var unruled = source is null ? [] : targets.Rules.Apply(source, changes, good.Span, batch.Dropped);
        if (unruled.Count > 0)
        {
            batch.Park(unruled);
            return false;
        }

        DirtyGate.Check(source, changes.Failures, good.Span);
        var faults = changes.Failures.Select(failure => DeadLetterReasons.Undecodable(good.Span[failure.RecordIndex], source!, failure)).ToList();
        var unfit = new List<DeadLetter>();
        foreach (var table in StaticPair.StaticFirst(changes.Tables, good))
        {
            faults.AddRange(await AddAsync(batch, source!, table, unfit, cancellation));
        }

        // Records that could not be decoded are in no table; rows that do not fit can mostly be taken out of their statements.
        var isWhole = faults.Count == changes.Failures.Count && (unfit.Count == 0 || (batch.Cells.IsEmpty && batch.Rows.TryTakeOutUnfit()));
        var known = batch.Letters.Concat(faults).Concat(unfit).DistinctBy(static letter => letter.Record.Offset).Count();
        batch.Park(faults.Concat(unfit));
        return isWhole && batch.Letters.Count == known;
    }

    // Returns records that must not be in the batch, and adds those whose rows do not fit.
    private async Task<IEnumerable<DeadLetter>> AddAsync(PreparedBatch batch, SourceEntry source, TableChanges table, List<DeadLetter> unfit, CancellationToken cancellation)
    {
        var good = batch.Good;
        var (target, paused) = await ResolveAsync(batch, source, table, cancellation);
        if (target is null)
        {
            return DeadLetterReasons.Paused(source, table, good.Span, paused!);
        }

        await targets.Rules.Dirty.SettleAsync(source, target, table, batch.Changes.Misfits, good, batch.Dirty, batch.Schema.Connection, cancellation);
        if (table.Merge == MergeMode.Cell)
        {
            batch.Cells.Hint(ReconcileHints.Of(source, target, table, good));
        }

        var apart = batch.Consumed.Apart;
        Func<int, bool>? isApart = apart.Count > 0 && table.Merge == MergeMode.Row ? row => apart.Contains(good.Span[table.Row(row).RecordIndex].Offset) : null;
        foreach (var part in await EqualKeys.DivideAsync(warehouse, batch.Schema.Connection, target, table, batch.Changes, cancellation, isApart))
        {
            unfit.AddRange(table.Merge == MergeMode.Row ? batch.Rows.Add(target, part, good.Span) : batch.Cells.Add(target, part, good.Span));
        }

        return DeadLetterReasons.NotStorable(target, table, good.Span);
    }

    // A paused table holds its partition up, unless that would hold up another table too: then its rows are parked, and why is told.
    private async ValueTask<(TargetState? Target, string? Paused)> ResolveAsync(PreparedBatch batch, SourceEntry source, TableChanges table, CancellationToken cancellation)
    {
        try
        {
            return (await targets.ResolveAsync(source, table, batch.Good, batch.Schema, cancellation), null);
        }
        catch (TableMismatchException paused) when (!StaticPair.IsOfItsTopic(table, batch.Good))
        {
            return (null, paused.Message);
        }
    }
}
