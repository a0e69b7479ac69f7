using System.Runtime.ExceptionServices;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Keys;
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
        var (lease, rows, known) = (batch.Consumed.Lease, batch.Rows, batch.Letters.Count);
        var count = rows.Commands.Sum(static command => command.Rows);
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var refused = await ApplyRowsAsync(connection, batch, BatchWrites.Fence(lease, batch.Consumed.Next, rows.SharedTables, rows.ExclusiveTables), cancellation);
        lease.Refusals.Learn(count, batch.Letters.Count - known);
        if (refused is null)
        {
            return false;
        }

        await CommitAsync(connection, batch, [], cancellation);
        refused.ForEach(row => rows.Refuse(row.Command, row.Start));
        return true;
    }

    /// <summary>The same where rows are merged: the batch is merged anew without the refused keys, and then theirs in ever fewer events.</summary>
    /// <param name="batch">The batch; its letters grow by the refused records.</param>
    /// <param name="refused">Why it was refused as a whole; null where that is only expected, of a batch without rows of other tables.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    /// <returns>What became of the merged rows; null when nothing was committed: without the letters the batch can be prepared anew.</returns>
    public async Task<CellIsolation?> CommitCellsAsync(PreparedBatch batch, PostgresException? refused, CancellationToken cancellation)
    {
        var ((lease, source, _, _), rows, cells) = (batch.Consumed, batch.Rows, batch.Cells);
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var fence = BatchWrites.Fence(lease, batch.Consumed.Next, rows.SharedTables, rows.ExclusiveTables.Concat(cells.Ids));
        await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), fence, new(CheckpointSql.CheckAtOnce) } })
        {
            await begin.ExecuteNonQueryAsync(cancellation);
        }

        var (known, events) = (batch.Letters.Count, cells.Tables.Sum(static table => table.Changes.Count));
        var mending = new CellMending(connection, source!, targets.Rules.Dirty, batch.Dirty);
        Task<CellTrial> Prepare(SourceRecord[] part) => PrepareAsync(source!, part, refused, mending, cancellation);
        var isolation = new CellIsolation(connection, source!, mending, Prepare, lease.Refusals.Slice);
        if (refused is null && cells.IsOneWave)
        {
            await isolation.RunAsync(new CellTrial(batch), cancellation);
        }
        else
        {
            foreach (var part in cells.Parts(batch.Good))
            {
                await isolation.RunAsync(await Prepare(part), cancellation);
            }
        }

        Park(batch, isolation.Letters);
        var others = rows.Commands.Count == 0 ? [] : await ApplyRowsAsync(connection, batch, fence: null, cancellation);
        lease.Refusals.Learn(events, batch.Letters.Count - known);
        if (others is null || Entanglement.Exists(rows.Tables, cells.Tables, batch.Letters.Skip(known), batch.Good))
        {
            return null;
        }

        await CommitAsync(connection, batch, cells.Hints, cancellation);
        others.ForEach(row => rows.Refuse(row.Command, row.Start));
        return isolation;
    }

    /// <summary>True when a refused row of the batch may be mended by a policy instead of parked.</summary>
    public bool MayMend(PreparedBatch batch)
        => batch.Consumed.Source is { } source && batch.Rows.Tables.Concat(batch.Cells.Tables).Any(table => targets.Rules.Dirty.JudgedByServer(source, table.Target, table.Changes).Count > 0);

    // Null when what was applied cannot be kept.
    private async Task<List<RowSlice>?> ApplyRowsAsync(NpgsqlConnection connection, PreparedBatch batch, NpgsqlBatchCommand? fence, CancellationToken cancellation)
    {
        var (lease, source, _, _) = batch.Consumed;
        var isolation = new RowIsolation(connection, batch.Rows, new RowMending(connection, source, targets.Rules.Dirty, batch.Dirty, batch.Good));
        var refused = await isolation.RunAsync(fence, lease.Refusals.Slice, cancellation);
        var mixed = refused.FindAll(row => batch.Rows.IsMixed(row.Command, row.Start));
        Park(batch, RowIsolation.Letters(refused.Except(mixed), source, batch.Good));
        SetApart(batch, mixed);
        return mixed.Count == 0 && isolation.CanBeKept(refused) ? refused : null;
    }

    // Which of the events that they were folded from PostgreSQL refuses shows when each is applied for itself.
    private static void SetApart(PreparedBatch batch, List<RowSlice> mixed)
    {
        foreach (var rows in mixed.GroupBy(static row => (row.Command.Target, Changes: row.Command.Changes!), static row => row.Command.SourceRows[row.Start]))
        {
            batch.Consumed.Apart.UnionWith(Entanglement.OfKeys(rows.Key.Target, rows.Key.Changes, rows.ToHashSet()).Select(row => batch.Good.Span[rows.Key.Changes.Row(row).RecordIndex].Offset));
        }
    }

    private static void Park(PreparedBatch batch, IReadOnlyList<DeadLetter> refused)
    {
        DirtyGate.Check(batch.Consumed.Source, refused);
        batch.Park(refused);
    }

    // Some records of a batch that was prepared as a whole already: their tables are known.
    private async Task<CellTrial> PrepareAsync(SourceEntry source, SourceRecord[] records, PostgresException? refused, CellMending mending, CancellationToken cancellation)
    {
        var trial = new CellTrial(records);
        source.Decoder.Decode(records, trial.Changes);
        targets.Rules.Apply(source, trial.Changes, records, []);
        foreach (var table in trial.Changes.Tables.Where(static table => table.Count > 0))
        {
            if (table.Merge == MergeMode.Row && refused is not null)
            {
                // By themselves they read otherwise: their form was told by records of another.
                ExceptionDispatchInfo.Throw(refused);
            }

            await using var schema = new SchemaTransaction(warehouse);
            var target = await targets.ResolveAsync(source, table, records, schema, cancellation);
            await targets.Rules.Dirty.SettleAsync(source, target, table, trial.Changes.Misfits, records, new DirtyTally(), schema.Connection, cancellation);
            await mending.ApplyAsync(target, table, records, cancellation);
            foreach (var part in await EqualKeys.DivideAsync(warehouse, schema.Connection, target, table, trial.Changes, cancellation))
            {
                trial.Cells.Add(target, part, records);
            }
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
