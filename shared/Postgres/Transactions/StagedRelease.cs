using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Conflicts;
using CdcFunctions.Postgres.Apply.Isolation;
using CdcFunctions.Postgres.Apply.Keys;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Schema.Evolution;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Applies, or parks, a transaction of any size from the stage in one commit, a chunk at a time, so that memory holds one chunk.</summary>
internal sealed class StagedRelease(DbDataSource warehouse, ITargetBindings targets, TransactionMarkReader marks)
{
    /// <summary>Keeps other batches out of tables, by their numbers, until the commit.</summary>
    internal const string Lock = "select pg_advisory_xact_lock(1128547121, id) from unnest($1::integer[]) as id";

    /// <summary>Writes the transaction's rows and takes it out of the stage, then moves the checkpoint.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">The source.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="isNewest">True when it is later than any released before.</param>
    /// <param name="next">Where the checkpoint goes.</param>
    /// <param name="park">Makes the dead letter of each record when the transaction is parked; null when it is applied.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    /// <exception cref="TransactionRefusedException">A row does not fit: nothing happened, the transaction can only be parked.</exception>
    public async Task<BatchOutcome> RunAsync(
        PartitionLease lease, SourceEntry source, TransactionId transaction, bool isNewest, long next, Func<SourceRecord, DeadLetter?>? park, CancellationToken cancellation)
    {
        var resolved = new List<(TableName Table, TargetState State)>();
        while (true)
        {
            await using var connection = await warehouse.OpenConnectionAsync(cancellation);
            await using var scope = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, BatchWrites.Fence(lease, next, [], [], defersConstraints: true), cancellation);
            (BatchOutcome Outcome, int Bad, long? Parked)? total;
            try
            {
                total = await WriteAsync(connection, scope, lease, source, transaction, resolved, park, cancellation);
            }
            catch (RejectedDataException)
            {
                // A person may mend the table: the next attempt looks at it.
                targets.Forget();
                throw;
            }

            if (total is not { } done)
            {
                continue;
            }

            // Parked whole for one fault: it is weighed as one event, and counts afterwards as all the dead letters that it is.
            var (events, budget) = ((int)done.Outcome.Consumed, targets.Rules.Budget);
            budget.Check(source, lease.Partition.Topic, events: 1, Math.Min(1, done.Bad));

            await ExecuteAsync(connection, TransactionStage.Remove(lease.Partition, [transaction]), cancellation);
            if (isNewest)
            {
                await ExecuteAsync(connection, TransactionStage.Advance(lease.Partition, transaction), cancellation);
            }

            if (isNewest && done.Parked is { } letter)
            {
                await ExecuteAsync(connection, ParkedRegister.Add(lease.Partition, [(transaction, letter)]), cancellation);
            }

            await scope.CommitAsync(cancellation);
            lease.NextOffset = next;
            budget.Count(source, lease.Partition.Topic, events, done.Bad);
            return done.Outcome;
        }
    }

    /// <summary>Tells which record of a transaction that was refused is the bad one, and writes nothing.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">The source.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its dead letter; null when that cannot be told.</returns>
    public async Task<DeadLetter?> FindRefusedAsync(PartitionLease lease, SourceEntry source, TransactionId transaction, CancellationToken cancellation)
    {
        if (warehouse is not NpgsqlDataSource)
        {
            return null;
        }

        var resolved = new List<(TableName Table, TargetState State)>();
        try
        {
            while (true)
            {
                await using var connection = await warehouse.OpenConnectionAsync(cancellation);
                await using var scope = await connection.BeginTransactionAsync(cancellation);
                await ExecuteAsync(connection, BatchWrites.Fence(lease, lease.NextOffset!.Value, [], [], defersConstraints: true), cancellation);
                if (await WriteAsync(connection, scope, lease, source, transaction, resolved, park: null, cancellation, (NpgsqlConnection)connection) is not null)
                {
                    return null;
                }
            }
        }
        catch (TransactionRefusedException refused)
        {
            return refused.Culprit;
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            return null;
        }
    }

    // Null when a table had to be looked at first: changing it would have waited for the locks of this very transaction.
    private async Task<(BatchOutcome Outcome, int Bad, long? Parked)?> WriteAsync(
        DbConnection connection, DbTransaction scope, PartitionLease lease, SourceEntry source, TransactionId transaction, List<(TableName Table, TargetState State)> resolved, Func<SourceRecord, DeadLetter?>? park, CancellationToken cancellation, NpgsqlConnection? search = null)
    {
        var (total, parked, firstParked) = (new BatchOutcome(0, 0, 0, []), 0, (long?)null);
        var locked = new HashSet<int>();
        await foreach (var chunk in TransactionStage.ChunksAsync(connection, lease.Partition, transaction, cancellation))
        {
            var letters = park is null ? [] : chunk.Select(park).OfType<DeadLetter>().ToList();
            DirtyGate.Check(source, letters);
            var bad = letters.Select(letter => letter.Record.Offset).ToHashSet();
            SourceRecord[] good = [.. chunk.Where(record => !bad.Contains(record.Offset)).Select(record => marks.Route(in record))];
            using var changes = new ChangeBatch();
            using var rows = new RowCommands();
            source.Decoder.Decode(good, changes);
            ConflictOrder.Apply(source, changes, [lease.Epoch], good);
            var (dropped, dirty) = (new List<TableTally>(), new DirtyTally());
            var faults = targets.Rules.Apply(source, changes, good, dropped);
            DirtyGate.Check(source, changes.Failures, good);
            faults.AddRange(changes.Failures.Select(failure => DeadLetterReasons.Undecodable(good[failure.RecordIndex], source, failure)));
            foreach (var table in changes.Tables.Where(table => table.Count > 0))
            {
                var target = resolved.Find(known => known.Table == table.Table && known.State.Fits(table)).State;
                if (target is null)
                {
                    await scope.RollbackAsync(cancellation);
                    resolved.Add((table.Table, await ResolveAsync(source, table, good, cancellation)));
                    return null;
                }

                await targets.Rules.Dirty.SettleAsync(source, target, table, changes.Misfits, good, dirty, open: null, cancellation);
                faults.AddRange(DeadLetterReasons.NotStorable(target, table, good));
                foreach (var part in await EqualKeys.DivideAsync(warehouse, open: null, target, table, changes, cancellation))
                {
                    faults.AddRange(rows.Add(target, part, good));
                }
            }

            if (faults.Count > 0)
            {
                throw new TransactionRefusedException(faults[0]);
            }

            Task Write() => WriteAsync(connection, lease, rows, letters, locked, cancellation);
            await (search is null ? Write() : SearchAsync(search, Write, lease, source, rows, good, cancellation));
            parked += FailureBudget.Bad(letters);
            firstParked ??= letters.Count > 0 ? letters[0].Record.Offset : null;
            total = Sum(total, BatchOutcome.Of(chunk.Length, changes, rows, dropped, letters) with { Dirty = dirty.Uses(letters) });
        }

        return (total, parked, firstParked);
    }

    private async Task SearchAsync(
        NpgsqlConnection connection, Func<Task> write, PartitionLease lease, SourceEntry source, RowCommands rows, SourceRecord[] records, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, new NpgsqlBatchCommand("savepoint cdc_chunk"), cancellation);
        try
        {
            await write();
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            await ExecuteAsync(connection, new NpgsqlBatchCommand("rollback to savepoint cdc_chunk"), cancellation);
            throw new TransactionRefusedException(await RefusedRow.FindAsync(connection, rows, source, records, targets.Rules.Dirty, lease.Refusals.Slice, cancellation));
        }
    }

    private async Task<TargetState> ResolveAsync(SourceEntry source, TableChanges table, SourceRecord[] records, CancellationToken cancellation)
    {
        await using var schema = new SchemaTransaction(warehouse);
        var target = await targets.ResolveAsync(source, table, records, schema, cancellation);
        await schema.CommitAsync(cancellation);
        return target;
    }

    private async Task WriteAsync(
        DbConnection connection, PartitionLease lease, RowCommands rows, List<DeadLetter> letters, HashSet<int> locked, CancellationToken cancellation)
    {
        // Never shared first: two that both want more of the same lock would wait for each other.
        var tables = rows.SharedTables.Concat(rows.ExclusiveTables).Where(locked.Add).Order().ToArray();
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer, Value = tables } } });
        rows.AddTo(batch);
        if (letters.Count > 0)
        {
            batch.BatchCommands.Add(DeadLetterWriter.Command(lease, letters, targets.Rules));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await rows.ReadCountsAsync(reader, afterFence: true, cancellation);
    }

    private static async Task ExecuteAsync(DbConnection connection, NpgsqlBatchCommand command, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static BatchOutcome Sum(BatchOutcome left, BatchOutcome right)
        => new(left.Consumed + right.Consumed, left.Controls + right.Controls, left.TruncatedTimes + right.TruncatedTimes, [
            .. left.Tables.Concat(right.Tables).GroupBy(static table => table.Table, StringComparer.Ordinal).Select(static tables => tables.Aggregate(static (sum, table) => sum.Plus(table)))])
        {
            Dirty = [.. left.Dirty, .. right.Dirty],
        };
}
