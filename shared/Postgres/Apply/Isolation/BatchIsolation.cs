using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Hints;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Schema.Evolution;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Commits a batch of which PostgreSQL refused rows that looked good here: they are found and parked, the others are applied in the same transaction.</summary>
internal sealed class BatchIsolation(NpgsqlDataSource warehouse, ITargetBindings targets)
{
    /// <summary>Commits a batch whose rows carry the version.</summary>
    /// <param name="batch">The batch; its letters grow by the refused rows.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    /// <returns>False when nothing was committed: without the letters the batch can be prepared anew.</returns>
    public async Task<bool> CommitRowsAsync(PreparedBatch batch, CancellationToken cancellation)
    {
        var (lease, source, _, _) = batch.Consumed;
        var (rows, next, count) = (batch.Rows, batch.Consumed.Next, batch.Rows.Commands.Sum(static command => command.Rows));
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var isolation = new RowIsolation(connection, rows, new RowMending(connection, source, targets.Rules.Dirty, batch.Dirty, batch.Good));
        var refused = await isolation.RunAsync(BatchWrites.Fence(lease, next, rows.SharedTables, rows.ExclusiveTables), lease.Refusals.Slice, cancellation);
        lease.Refusals.Learn(count, refused.Count);
        Park(batch, RowIsolation.Letters(refused, source, batch.Good));
        if (!isolation.CanBeKept(refused))
        {
            return false;
        }

        await CommitAsync(connection, batch, [], cancellation);
        refused.ForEach(row => rows.Refuse(row.Command, row.Start));
        return true;
    }

    /// <summary>The same where rows are merged: the batch is merged anew without the refused keys, and then theirs event by event.</summary>
    /// <param name="batch">The batch, which has no rows of other tables; its letters grow by the refused records.</param>
    /// <param name="refused">Why it was refused as a whole.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    public async Task<CellIsolation> CommitCellsAsync(PreparedBatch batch, PostgresException refused, CancellationToken cancellation)
    {
        var (lease, source, _, _) = batch.Consumed;
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var fence = BatchWrites.Fence(lease, batch.Consumed.Next, [], batch.Cells.Ids);
        await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), fence, new(CheckpointSql.CheckAtOnce) } })
        {
            await begin.ExecuteNonQueryAsync(cancellation);
        }

        var mending = new CellMending(connection, source!, targets.Rules.Dirty, batch.Dirty);
        var isolation = new CellIsolation(connection, source!, mending, part => PrepareAsync(source!, part, mending, cancellation));
        await isolation.RunAsync(batch.Good.ToArray(), refused, cancellation);
        Park(batch, isolation.Letters);
        await CommitAsync(connection, batch, batch.Cells.Hints, cancellation);
        return isolation;
    }

    /// <summary>True when a refused row of the batch may be mended by a policy instead of parked.</summary>
    public bool MayMend(PreparedBatch batch)
        => batch.Consumed.Source is { } source && batch.Rows.Tables.Concat(batch.Cells.Tables).Any(table => targets.Rules.Dirty.JudgedByServer(source, table.Target, table.Changes).Count > 0);

    private static void Park(PreparedBatch batch, IReadOnlyList<DeadLetter> refused)
    {
        DirtyGate.Check(batch.Consumed.Source, refused);
        batch.Park(refused);
    }

    // Some records of a batch that was prepared as a whole already: their tables are known.
    private async Task<CellTrial> PrepareAsync(SourceEntry source, SourceRecord[] records, CellMending mending, CancellationToken cancellation)
    {
        var trial = new CellTrial(records);
        source.Decoder.Decode(records, trial.Changes);
        targets.Rules.Apply(source, trial.Changes, records, []);
        foreach (var table in trial.Changes.Tables.Where(table => table.Count > 0))
        {
            await using var schema = new SchemaTransaction(warehouse);
            var target = await targets.ResolveAsync(source, table, records, schema, cancellation);
            await targets.Rules.Dirty.SettleAsync(source, target, table, trial.Changes.Misfits, records, new DirtyTally(), schema.Connection, cancellation);
            await mending.ApplyAsync(target, table, records, cancellation);
            trial.Cells.Add(target, table, records);
        }

        return trial;
    }

    private async Task CommitAsync(NpgsqlConnection connection, PreparedBatch batch, IReadOnlyList<ReconcileHint> hints, CancellationToken cancellation)
    {
        var lease = batch.Consumed.Lease;
        batch.Consumed.Check(targets.Rules.Budget, batch.Letters);
        await using var last = new NpgsqlBatch(connection);
        BatchWrites.AddBookkeeping(last, lease, batch.Letters, hints, targets.Rules);
        last.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await last.ExecuteNonQueryAsync(cancellation);
        lease.NextOffset = batch.Consumed.Next;
    }
}
