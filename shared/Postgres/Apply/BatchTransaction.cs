using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Conflicts;
using CdcFunctions.Postgres.Apply.Isolation;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Hints;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Schema.Evolution;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>One batch of one partition as one transaction in one round trip: fence, rows, deletes, dead letters.</summary>
/// <remarks>
/// The commands go out as one <see cref="NpgsqlBatch"/> without BEGIN: PostgreSQL makes that one implicit transaction, and the fence fails
/// inside SQL, so that nothing else of a refused batch can stand.
/// </remarks>
public sealed class BatchTransaction(DbDataSource warehouse, ITargetBindings targets)
{
    private const int MostLooks = 3;

    private static readonly ControlRecord[] AllControls = Enum.GetValues<ControlRecord>();

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCommitAsync(lease, source, records, letters, scope, cancellation);
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

    private async Task<BatchOutcome> TryCommitAsync(
        PartitionLease lease, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, BatchScope scope, CancellationToken cancellation)
    {
        if (source is null)
        {
            letters = [.. records.ToArray().Select(DeadLetterReasons.NoSource)];
        }

        DirtyGate.Check(source, letters);
        var stale = new StaleEvents();
        while (true)
        {
            await using var schema = new SchemaTransaction(warehouse);
            using var changes = new ChangeBatch();
            using var rows = new RowCommands();
            using var cells = new CellTables();
            var good = Without(records, letters, stale);
            source?.Decoder.Decode(good.Span, changes);
            List<DeadLetter> tooOld = [];
            if (source is not null && stale.TakeFrom(source, changes, good.Span, tooOld))
            {
                letters = [.. letters, .. tooOld];
                continue;
            }

            ConflictOrder.Apply(source, changes, [lease.Epoch], good.Span);
            var dropped = new List<TableTally>();
            var unruled = source is null ? [] : targets.Rules.Apply(source, changes, good.Span, dropped);
            if (unruled.Count > 0)
            {
                letters = scope.Spread([.. letters, .. unruled]);
                continue;
            }

            DirtyGate.Check(source, changes.Failures, good.Span);
            var dirty = new DirtyTally();
            var faults = changes.Failures.Select(f => DeadLetterReasons.Undecodable(good.Span[f.RecordIndex], source!, f)).ToList();
            foreach (var table in changes.Tables.Where(table => table.Count > 0))
            {
                if (await ResolveAsync(source!, table, good, schema, cancellation) is not { } target)
                {
                    faults.AddRange(DeadLetterReasons.Paused(source!, table, good.Span));
                    continue;
                }

                await targets.Rules.Dirty.SettleAsync(source!, target, table, changes.Misfits, good, dirty, schema.Connection, cancellation);
                faults.AddRange(DeadLetterReasons.NotStorable(target, table, good.Span));
                cells.Hint(table.Merge == MergeMode.Cell ? CollectionHints.Of(source!, target, table, good) : []);
                faults.AddRange(table.Merge == MergeMode.Cell ? cells.Add(target, table, good.Span) : rows.Add(target, table, good.Span));
            }

            // A row that does not fit is known only now; the rest is folded again without it, so that an older good change of its key counts.
            var known = letters.Count + changes.Failures.Count;
            letters = scope.Spread([.. letters, .. faults]);
            if (letters.Count > known)
            {
                continue;
            }

            CheckBudget(source, records, letters);
            if (cells.IsEmpty)
            {
                try
                {
                    await ExecuteAsync(lease, records, letters, rows, schema, scope, cancellation);
                    return Counted(source, records, letters, Outcome(records, changes, rows, [.. cells.Tallies(), .. dropped], letters, stale, cells.RoundedValues) with { Dirty = dirty.Uses });
                }
                catch (PostgresException refused) when (CanIsolate(records, schema, scope, refused))
                {
                    var (isCommitted, isolated) = await IsolateAsync(lease, source, records, good, letters, rows, cancellation);
                    if (isCommitted)
                    {
                        return Counted(source, records, isolated, Outcome(records, changes, rows, [.. cells.Tallies(), .. dropped], isolated, stale, cells.RoundedValues) with { Dirty = dirty.Uses });
                    }

                    // Refused together and not one by one: the caller knows another way.
                    if (isolated.Count == letters.Count)
                    {
                        throw;
                    }

                    letters = isolated;
                    continue;
                }
            }

            try
            {
                faults = await MergeAsync(lease, records, good, letters, rows, cells, schema, cancellation);
            }
            catch (PostgresException refused) when (rows.Commands.Count == 0 && CanIsolate(records, schema, scope, refused))
            {
                var isolation = await IsolateCellsAsync(lease, source!, records, good, letters, cells, refused, cancellation);
                letters = [.. letters, .. isolation.Letters];
                return Counted(source, records, letters, Outcome(records, changes, rows, [.. isolation.Tallies, .. dropped], letters, stale, isolation.RoundedValues) with { Dirty = dirty.Uses });
            }

            if (faults.Count == 0)
            {
                return Counted(source, records, letters, Outcome(records, changes, rows, [.. cells.Tallies(), .. dropped], letters, stale, cells.RoundedValues) with { Dirty = dirty.Uses });
            }

            letters = [.. letters, .. faults];
        }
    }

    private void CheckBudget(SourceEntry? source, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters)
    {
        if (source is not null && records.Length > 0 && Bad(letters) is > 0 and var bad)
        {
            var table = TopicTable.Of(records.Span[0].Topic);
            targets.Rules.Budget.Check(source.Options.Name, table, source.Options.Table(table).FailureBudget, records.Length, bad);
        }
    }

    // What an outage parks is no fault of the events.
    private static int Bad(List<DeadLetter> letters) => letters.Count(letter => letter.Reason is not DeadLetterReasons.Outage);

    private BatchOutcome Counted(SourceEntry? source, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, BatchOutcome outcome)
    {
        if (source is not null && records.Length > 0)
        {
            targets.Rules.Budget.Count(source.Options.Name, TopicTable.Of(records.Span[0].Topic), records.Length, Bad(letters));
        }

        return outcome;
    }

    // Not with a transaction around several records, nor inside one that changes tables, nor over the model that the simulation has for PostgreSQL.
    private bool CanIsolate(ReadOnlyMemory<SourceRecord> records, SchemaTransaction schema, BatchScope scope, PostgresException refused)
        => records.Length > 1 && warehouse is NpgsqlDataSource && schema.Connection is null && scope == BatchScope.RowsOnly && FailureClassifier.Classify(refused) == FailureKind.Data;

    // A paused table holds its partition up, unless that would hold up another table too: then its rows are parked (null).
    private async ValueTask<TargetState?> ResolveAsync(
        SourceEntry source, TableChanges table, ReadOnlyMemory<SourceRecord> records, SchemaTransaction schema, CancellationToken cancellation)
    {
        try
        {
            return await targets.ResolveAsync(source, table, records, schema, cancellation);
        }
        catch (TableMismatchException) when (!records.Span[table.Row(0).RecordIndex].Topic.EndsWith(table.Table.Table, StringComparison.Ordinal))
        {
            return null;
        }
    }

    private async Task ExecuteAsync(
        PartitionLease lease, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, RowCommands rows, SchemaTransaction schema, BatchScope scope, CancellationToken cancellation)
    {
        var next = scope.Next ?? records.Span[^1].Offset + 1;
        await using var own = schema.Connection is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
        await using var batch = (own ?? schema.Connection!).CreateBatch();
        batch.BatchCommands.Add(Fence(lease, next, rows.SharedTables, rows.ExclusiveTables, scope.DefersConstraints));
        AddWrites(batch, lease, rows, letters);
        foreach (var command in scope.Commands)
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

    // PostgreSQL refused rows that looked good here: they are found and parked, the others are applied in the same transaction.
    private async Task<(bool IsCommitted, List<DeadLetter> Letters)> IsolateAsync(
        PartitionLease lease, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, ReadOnlyMemory<SourceRecord> good, List<DeadLetter> letters, RowCommands rows, CancellationToken cancellation)
    {
        var next = records.Span[^1].Offset + 1;
        await using var connection = await ((NpgsqlDataSource)warehouse).OpenConnectionAsync(cancellation);
        var isolation = new RowIsolation(connection, rows);
        var refused = await isolation.RunAsync(Fence(lease, next, rows.SharedTables, rows.ExclusiveTables), cancellation);
        var isolated = RowIsolation.Letters(refused, source, good);
        DirtyGate.Check(source, isolated);
        letters = [.. letters, .. isolated];
        if (!isolation.CanBeKept(refused))
        {
            return (false, letters);
        }

        CheckBudget(source, records, letters);
        await ParkAndCommitAsync(connection, lease, letters, [], cancellation);
        rows.Refuse(refused.Select(row => row.Command));
        lease.NextOffset = next;
        return (true, letters);
    }

    // The same where rows are merged: the batch is merged anew without the refused keys, and then theirs event by event.
    private async Task<CellIsolation> IsolateCellsAsync(
        PartitionLease lease, SourceEntry source, ReadOnlyMemory<SourceRecord> records, ReadOnlyMemory<SourceRecord> good, List<DeadLetter> letters, CellTables cells, PostgresException refused, CancellationToken cancellation)
    {
        var next = records.Span[^1].Offset + 1;
        await using var connection = await ((NpgsqlDataSource)warehouse).OpenConnectionAsync(cancellation);
        await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), Fence(lease, next, [], cells.Ids), new(CheckpointSql.CheckAtOnce) } })
        {
            await begin.ExecuteNonQueryAsync(cancellation);
        }

        var isolation = new CellIsolation(connection, source, part => PrepareAsync(source, part, cancellation));
        await isolation.RunAsync(good.ToArray(), refused, cancellation);
        DirtyGate.Check(source, isolation.Letters);
        letters = [.. letters, .. isolation.Letters];
        CheckBudget(source, records, letters);
        await ParkAndCommitAsync(connection, lease, letters, cells.Hints, cancellation);
        lease.NextOffset = next;
        return isolation;
    }

    // Some records of a batch that was prepared as a whole already: their tables are known.
    private async Task<CellTrial> PrepareAsync(SourceEntry source, SourceRecord[] records, CancellationToken cancellation)
    {
        var trial = new CellTrial(records);
        source.Decoder.Decode(records, trial.Changes);
        targets.Rules.Apply(source, trial.Changes, records, []);
        foreach (var table in trial.Changes.Tables.Where(table => table.Count > 0))
        {
            await using var schema = new SchemaTransaction(warehouse);
            var target = await targets.ResolveAsync(source, table, records, schema, cancellation);
            await targets.Rules.Dirty.SettleAsync(source, target, table, trial.Changes.Misfits, records, new DirtyTally(), schema.Connection, cancellation);
            trial.Cells.Add(target, table, records);
        }

        return trial;
    }

    private async Task ParkAndCommitAsync(NpgsqlConnection connection, PartitionLease lease, List<DeadLetter> letters, IReadOnlyList<ReconcileHint> hints, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddBookkeeping(batch, lease, letters, hints);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // Tables merged cell by cell are read before they are written: two round trips inside one transaction, under the locks of the fence.
    // Returns rows that do not fit; the transaction is then rolled back as the connection closes.
    private async Task<List<DeadLetter>> MergeAsync(
        PartitionLease lease, ReadOnlyMemory<SourceRecord> records, ReadOnlyMemory<SourceRecord> good, List<DeadLetter> letters, RowCommands rows, CellTables cells, SchemaTransaction schema, CancellationToken cancellation)
    {
        var next = records.Span[^1].Offset + 1;
        await using var own = schema.Connection is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
        void Begin(DbBatch batch)
        {
            if (own is not null)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            }

            var fence = Fence(lease, next, rows.SharedTables, rows.ExclusiveTables.Concat(cells.Ids));
            cells.RequireColumns(fence);
            batch.BatchCommands.Add(fence);
        }

        async Task Commit(DbBatch batch)
        {
            AddWrites(batch, lease, rows, letters, cells.Hints);
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

        var faults = await cells.RunAsync(own ?? schema.Connection!, Begin, Commit, good, cancellation);
        lease.NextOffset = faults.Count == 0 ? next : lease.NextOffset;
        return faults;
    }

    private void AddWrites(DbBatch batch, PartitionLease lease, RowCommands rows, List<DeadLetter> letters, IReadOnlyList<ReconcileHint>? hints = null)
    {
        rows.AddTo(batch);
        AddBookkeeping(batch, lease, letters, hints ?? []);
    }

    private void AddBookkeeping(DbBatch batch, PartitionLease lease, List<DeadLetter> letters, IReadOnlyList<ReconcileHint> hints)
    {
        if (letters.Count > 0)
        {
            batch.BatchCommands.Add(DeadLetterWriter.Command(lease, letters, targets.Rules));
        }

        if (hints.Count > 0)
        {
            batch.BatchCommands.Add(HintWriter.Command(lease.Partition, hints, targets.Rules));
        }
    }

    /// <summary>The command that moves the checkpoint and locks tables, or refuses: the first of every commit.</summary>
    internal static NpgsqlBatchCommand Fence(PartitionLease lease, long next, IEnumerable<int> shared, IEnumerable<int> exclusive, bool defersConstraints = false)
    {
        var command = new NpgsqlBatchCommand(defersConstraints ? CheckpointSql.AdvanceDeferred : CheckpointSql.Advance);
        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        Add(NpgsqlDbType.Text, lease.Partition.ConsumerGroup);
        Add(NpgsqlDbType.Text, lease.Partition.Topic);
        Add(NpgsqlDbType.Integer, lease.Partition.Partition);
        Add(NpgsqlDbType.Bigint, lease.Epoch);
        Add(NpgsqlDbType.Bigint, lease.NextOffset);
        Add(NpgsqlDbType.Bigint, next);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, shared.ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, exclusive.ToArray());
        return command;
    }

    private static ReadOnlyMemory<SourceRecord> Without(ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, StaleEvents stale)
    {
        var bad = letters.Select(l => l.Record.Offset).Concat(stale.Dropped).ToHashSet();
        if (bad.Count == 0)
        {
            return records;
        }

        return records.ToArray().Where(r => !bad.Contains(r.Offset)).ToArray();
    }

    /// <summary>What a commit did with its records.</summary>
    internal static BatchOutcome Outcome(
        ReadOnlyMemory<SourceRecord> records, ChangeBatch changes, RowCommands rows, IReadOnlyCollection<TableTally> merged, List<DeadLetter> letters, StaleEvents? stale = null, long roundedValues = 0)
    {
        var parked = letters.GroupBy(l => l.TargetTable ?? l.Record.Topic, StringComparer.Ordinal)
            .Select(g => new TableTally(g.Key, g.Count(), 0, 0, 0, g.Count()));
        return new BatchOutcome(records.Length, AllControls.Where(control => control != ControlRecord.Excluded).Sum(changes.Controls), changes.TruncatedTimes + rows.RoundedValues + roundedValues, [.. rows.Tallies(), .. merged, .. stale?.Tallies() ?? [], .. parked]);
    }
}
