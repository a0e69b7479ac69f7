using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Isolation;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>One batch of one partition as one transaction in one round trip: fence, rows, deletes, dead letters.</summary>
/// <remarks>
/// The commands go out as one <see cref="NpgsqlBatch"/> without BEGIN: PostgreSQL makes that one implicit transaction, and the fence fails
/// inside SQL, so that nothing else of a refused batch can stand.
/// </remarks>
public sealed class BatchTransaction(DbDataSource warehouse, ITargetBindings targets)
{
    private const int MostLooks = 3;

    private readonly BatchPreparation _preparation = new(warehouse, targets);

    // Not over the model that the simulation has for PostgreSQL.
    private readonly BatchIsolation? _isolation = warehouse is NpgsqlDataSource real ? new BatchIsolation(real, targets) : null;

    /// <summary>Decodes, folds and commits the records, then moves the lease.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">Source the topic belongs to, or null when no source covers it.</param>
    /// <param name="records">Records of the partition in offset order.</param>
    /// <param name="letters">Records already known to be bad; they are stored and not applied.</param>
    /// <param name="scope">What else the commit does.</param>
    /// <param name="cancellation">Gives the batch up; nothing of it happened then.</param>
    internal async Task<BatchOutcome> CommitAsync(
        PartitionLease lease, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, BatchScope scope, CancellationToken cancellation)
    {
        var consumed = new ConsumedBatch(lease, source, records, scope);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCommitAsync(consumed, letters, cancellation);
            }
            catch (PostgresException stale) when (attempt < MostLooks && FailureClassifier.Classify(stale) == FailureKind.Schema)
            {
                // A table is not what it was when its statements were made: another replica or a person has changed it.
                targets.Forget();
            }
            catch (Exception paused) when (paused is RejectedDataException or FailureBudgetException)
            {
                // A person may mend the table: the next attempt looks at it.
                targets.Forget();
                throw;
            }
        }
    }

    /// <summary>Tells which of the records that were refused together is the bad one, and writes nothing.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">Their source.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its dead letter; null when that cannot be told.</returns>
    internal async Task<DeadLetter?> FindRefusedAsync(PartitionLease lease, SourceEntry source, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        if (warehouse is not NpgsqlDataSource real || records.IsEmpty)
        {
            return null;
        }

        await using var batch = await _preparation.RunAsync(new ConsumedBatch(lease, source, records, BatchScope.RowsOnly), [], new StaleEvents(), cancellation);
        if (batch.Schema.Connection is not null || !batch.Cells.IsEmpty)
        {
            return null;
        }

        await using var connection = await real.OpenConnectionAsync(cancellation);
        var fence = BatchWrites.Fence(lease, batch.Consumed.Next, batch.Rows.SharedTables, batch.Rows.ExclusiveTables, defersConstraints: true);
        await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), fence } })
        {
            await begin.ExecuteNonQueryAsync(cancellation);
        }

        try
        {
            return await RefusedRow.FindAsync(connection, batch.Rows, source, batch.Good, targets.Rules.Dirty, lease.Refusals.Slice, cancellation);
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            return null;
        }
    }

    private async Task<BatchOutcome> TryCommitAsync(ConsumedBatch consumed, List<DeadLetter> letters, CancellationToken cancellation)
    {
        if (consumed.Source is null)
        {
            letters = [.. consumed.Records.ToArray().Select(DeadLetterReasons.NoSource)];
        }

        DirtyGate.Check(consumed.Source, letters);
        var stale = new StaleEvents();
        for (var mayExpect = true; ; mayExpect = false)
        {
            await using var batch = await _preparation.RunAsync(consumed, letters, stale, cancellation);
            consumed.Check(targets.Rules.Budget, batch.Letters);
            var outcome = batch.Cells.IsEmpty ? await ApplyAsync(batch, mayExpect, cancellation) : await MergeAsync(batch, mayExpect, cancellation);
            if (outcome is not null)
            {
                targets.Rules.Budget.Count(consumed.Source, consumed.Lease.Partition.Topic, consumed.Records.Length, FailureBudget.Bad(batch.Letters));
                return outcome;
            }

            // Known only now; the rest is prepared again without them, so that an older good change of their keys counts.
            letters = batch.Letters;
        }
    }

    // Null when nothing was committed, because of rows that are among the batch's letters now: without them no refusal is to be expected.
    private async Task<BatchOutcome?> ApplyAsync(PreparedBatch batch, bool mayExpect, CancellationToken cancellation)
    {
        var (refusals, rows) = (batch.Consumed.Lease.Refusals, batch.Rows.Commands.Sum(static command => command.Rows));
        if (mayExpect && refusals.Expects(rows) && CanIsolate(batch))
        {
            return await _isolation!.CommitRowsAsync(batch, cancellation) ? batch.Outcome() : null;
        }

        try
        {
            await ExecuteAsync(batch, cancellation);
            if (mayExpect)
            {
                refusals.Learn(rows, refused: 0);
            }

            return batch.Outcome();
        }
        catch (PostgresException refused) when (CanIsolate(batch) && FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            return await _isolation!.CommitRowsAsync(batch, cancellation) ? batch.Outcome() : null;
        }
    }

    private async Task<BatchOutcome?> MergeAsync(PreparedBatch batch, bool mayExpect, CancellationToken cancellation)
    {
        var (refusals, rows) = (batch.Consumed.Lease.Refusals, batch.Cells.Tables.Sum(static table => table.Changes.Count));
        if (mayExpect && batch.Rows.Commands.Count == 0 && refusals.Expects(rows) && CanIsolate(batch))
        {
            return await IsolateAsync(batch, refused: null, cancellation);
        }

        try
        {
            var faults = await WriteMergedAsync(batch, cancellation);
            if (mayExpect && faults.Count == 0)
            {
                refusals.Learn(rows, refused: 0);
            }

            batch.Park(faults);
            return faults.Count == 0 ? batch.Outcome() : null;
        }
        catch (PostgresException refused) when (CanIsolate(batch) && FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            return await IsolateAsync(batch, refused, cancellation);
        }
    }

    private async Task<BatchOutcome?> IsolateAsync(PreparedBatch batch, PostgresException? refused, CancellationToken cancellation)
        => await _isolation!.CommitCellsAsync(batch, refused, cancellation) is { } isolation ? batch.Outcome(isolation.Tallies, isolation.RoundedValues) : null;

    // Not with a transaction around several records, nor inside one that changes tables. A single record needs no search.
    private bool CanIsolate(PreparedBatch batch)
        => _isolation is not null && (batch.Consumed.Records.Length > 1 || _isolation.MayMend(batch)) && batch.Schema.Connection is null && batch.Consumed.Scope == BatchScope.RowsOnly;

    private async Task ExecuteAsync(PreparedBatch prepared, CancellationToken cancellation)
    {
        var ((lease, _, _, scope), rows, schema, next) = (prepared.Consumed, prepared.Rows, prepared.Schema, prepared.Consumed.Next);
        await using var own = schema.Connection is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
        await using var batch = (own ?? schema.Connection!).CreateBatch();
        batch.BatchCommands.Add(BatchWrites.Fence(lease, next, rows.SharedTables, rows.ExclusiveTables, scope.DefersConstraints));
        AddWrites(batch, prepared);
        foreach (var command in scope.Commands())
        {
            batch.BatchCommands.Add(command);
        }

        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await rows.ReadCountsAsync(reader, afterFence: true, cancellation);
        }

        await schema.CommitAsync(cancellation);
        lease.NextOffset = next;
    }

    // Tables merged cell by cell are read before they are written: two round trips inside one transaction, under the locks of the fence.
    // Returns rows that do not fit; the transaction is then rolled back as the connection closes.
    private async Task<List<DeadLetter>> WriteMergedAsync(PreparedBatch prepared, CancellationToken cancellation)
    {
        var (lease, rows, cells, schema, next) = (prepared.Consumed.Lease, prepared.Rows, prepared.Cells, prepared.Schema, prepared.Consumed.Next);
        await using var own = schema.Connection is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
        void Begin(DbBatch batch)
        {
            if (own is not null)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            }

            var fence = BatchWrites.Fence(lease, next, rows.SharedTables, rows.ExclusiveTables.Concat(cells.Ids));
            cells.RequireColumns(fence);
            batch.BatchCommands.Add(fence);
        }

        async Task Commit(DbBatch batch)
        {
            AddWrites(batch, prepared);
            if (own is not null)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            }

            await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            {
                await rows.ReadCountsAsync(reader, afterFence: false, cancellation);
            }

            await schema.CommitAsync(cancellation);
        }

        var faults = await cells.RunAsync(own ?? schema.Connection!, Begin, Commit, prepared.Good, cancellation);
        lease.NextOffset = faults.Count == 0 ? next : lease.NextOffset;
        return faults;
    }

    private void AddWrites(DbBatch batch, PreparedBatch prepared)
    {
        prepared.Rows.AddTo(batch);
        BatchWrites.AddBookkeeping(batch, prepared.Consumed.Lease, prepared.Letters, prepared.Cells.Hints, targets.Rules);
    }
}
