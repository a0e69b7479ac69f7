using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Keys;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Hints;
using CdcFunctions.Postgres.Schema.Evolution;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Replays letters of one partition in one transaction of PostgreSQL, a chunk at a time: their rows and their new statuses stand together, or neither does.</summary>
/// <remarks>
/// The path is the one of a consumed batch (decoder, binding, fold, guarded statements); what differs is the fence, which is the letters' own status,
/// and a look at what stands in the target, so that equal versions are decided by arrival and every record gets a result.
/// </remarks>
internal sealed class ReplayTransaction(NpgsqlDataSource warehouse, TargetBindings targets, SourceCatalog sources)
{
    /// <summary>Letters that memory holds at once.</summary>
    private const int ChunkSize = 500;

    private readonly TransactionMarkReader _marks = new();

    /// <summary>Replays them.</summary>
    /// <param name="units">Letters of one partition.</param>
    /// <param name="known">Letters already known to be bad; they are only marked.</param>
    /// <param name="isDryRun">True to undo everything at the end.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    /// <exception cref="PostgresException">PostgreSQL refuses at least one row; nothing happened.</exception>
    public async Task<List<ReplayResult>> RunAsync(
        IReadOnlyList<ReplayUnit> units, Func<SourceRecord, SourceEntry?, DeadLetter>? known, bool isDryRun, CancellationToken cancellation)
    {
        var faults = new UnitFaults(units);
        while (true)
        {
            if (await TryAsync(units, faults, known, isDryRun, cancellation) is { } results)
            {
                return results;
            }
        }
    }

    // Null when letters were found to be bad that are not known yet: from the start again without them, so that an older letter of the same key counts.
    private async Task<List<ReplayResult>?> TryAsync(
        IReadOnlyList<ReplayUnit> units, UnitFaults faults, Func<SourceRecord, SourceEntry?, DeadLetter>? known, bool isDryRun, CancellationToken cancellation)
    {
        var source = sources.Find(units[0].Letters[0].Topic);
        var chunks = units.SelectMany(unit => unit.Letters).Chunk(ChunkSize).ToList();
        if (chunks.Count > 1 && known is null)
        {
            await MakeTablesAsync(source, chunks, isDryRun, cancellation);
        }

        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var startedAt = await StartAsync(connection, source, cancellation);
        var results = new List<ReplayResult>();
        foreach (var candidates in chunks)
        {
            var claimed = await ReplayLedger.ClaimAsync(connection, candidates, cancellation);
            var batch = new ReplayBatch(source, targets.Rules, _marks, candidates, claimed);
            batch.Fail(faults.Of(claimed));
            batch.Fail(claimed.Where(letter => !letter.IsWhole).Select(letter => DeadLetterReasons.Concealed(letter.Record, source)));
            if (known is not null)
            {
                batch.Fail(claimed.Select(letter => known(letter.Record, source)));
            }

            await WeighAsync(connection, source, batch, startedAt, isDryRun, cancellation);
            if (faults.Add(await WriteAsync(connection, source, batch, isDryRun, cancellation)) || (known is null && faults.Spread(batch.Failed().Values)))
            {
                return null;
            }

            results.AddRange(batch.Results());
        }

        await (isDryRun ? transaction.RollbackAsync(cancellation) : transaction.CommitAsync(cancellation));
        return results;
    }

    // A table that is made or changed is locked: that must not wait for what this very transaction has written.
    private async Task MakeTablesAsync(SourceEntry? source, List<ReplayCandidate[]> chunks, bool isDryRun, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        foreach (var candidates in chunks)
        {
            var batch = new ReplayBatch(source, targets.Rules, _marks, candidates, await ReplayLedger.ClaimAsync(connection, candidates, cancellation));
            var (records, changes) = batch.Decode();
            using var decoded = changes;
            await TargetsAsync(source, batch, records, changes, isDryRun, cancellation);
        }
    }

    private static async Task<DateTime> StartAsync(NpgsqlConnection connection, SourceEntry? source, CancellationToken cancellation)
    {
        if (source is { Options.Transactions: TransactionMode.Atomic })
        {
            // As in the commit of a transaction itself: a child may be written before its parent.
            await using var defer = new NpgsqlCommand(CheckpointSql.Defer, connection);
            await defer.ExecuteNonQueryAsync(cancellation);
        }

        await using var now = new NpgsqlCommand("select now()", connection);
        return (DateTime)(await now.ExecuteScalarAsync(cancellation))!;
    }

    private async Task WeighAsync(DbConnection connection, SourceEntry? source, ReplayBatch batch, DateTime startedAt, bool isDryRun, CancellationToken cancellation)
    {
        var (records, changes) = batch.Decode();
        using var decoded = changes;
        var targeted = await TargetsAsync(source, batch, records, changes, isDryRun, cancellation);
        if (targeted.Count == 0)
        {
            return;
        }

        var reads = targeted.FindAll(pair => pair.Changes.Merge == MergeMode.Row).ConvertAll(pair => (pair.Changes, Read: new StandingRead(pair.Target, pair.Changes)));
        try
        {
            await using var look = connection.CreateBatch();
            look.BatchCommands.Add(ReplayLedger.Lock(targeted.SelectMany(pair => pair.Target.Locks)));
            reads.ForEach(pair => pair.Read.AddTo(look));
            await using (var reader = await look.ExecuteReaderAsync(cancellation))
            {
                foreach (var (_, read) in reads)
                {
                    await read.ReadAsync(reader, cancellation);
                }
            }

            DateTime ParkedAt(int record) => batch.ParkedAt(records[record].Offset);
            var replays = await ReplayLedger.LastOffsetsAsync(connection, batch.Partition, [.. reads.SelectMany(pair => pair.Read.Ties(ParkedAt)).Distinct()], cancellation);

            // What this very transaction wrote are letters before.
            replays[startedAt] = -1;
            foreach (var (table, read) in reads)
            {
                var outlived = read.Outlived(ParkedAt, (record, at) => replays.TryGetValue(at, out var last) && last < records[record].Offset);
                batch.Weigh(records, table, outlived, read.Newest);
            }
        }
        finally
        {
            reads.ForEach(pair => pair.Read.Dispose());
        }
    }

    private async Task<List<DeadLetter>> WriteAsync(DbConnection connection, SourceEntry? source, ReplayBatch batch, bool isDryRun, CancellationToken cancellation)
    {
        var (records, changes) = batch.Decode();
        using var decoded = changes;
        using var rows = new RowCommands();
        using var cells = new CellTables();
        var faults = new List<DeadLetter>();
        foreach (var (target, table) in await TargetsAsync(source, batch, records, changes, isDryRun, cancellation))
        {
            batch.Write(records, table, target.Name);
            faults.AddRange(DeadLetterReasons.NotStorable(target, table, records));
            cells.Hint(table.Merge == MergeMode.Cell ? ReconcileHints.Of(source!, target, table, records) : []);
            foreach (var part in await EqualKeys.DivideAsync(warehouse, open: null, target, table, changes, cancellation))
            {
                faults.AddRange(table.Merge == MergeMode.Cell ? cells.Add(target, part, records) : rows.Add(target, part, records));
            }
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        async Task Finish(DbBatch writes)
        {
            batch.Supersede(cells.WithoutEffect().Select(record => records[record].Offset));
            rows.AddTo(writes);
            if (cells.Hints.Count > 0)
            {
                writes.BatchCommands.Add(HintWriter.Command(batch.Partition, cells.Hints, targets.Rules));
            }

            ReplayLedger.AddMarks(writes, batch.Results(), batch.Failed());
            if (writes.BatchCommands.Count > 0)
            {
                await writes.ExecuteNonQueryAsync(cancellation);
            }
        }

        if (!cells.IsEmpty)
        {
            return await cells.RunAsync(connection, first => first.BatchCommands.Add(cells.RequireColumns()), Finish, records, cancellation);
        }

        await using var last = connection.CreateBatch();
        await Finish(last);
        return faults;
    }

    private async Task<List<(TargetState Target, TableChanges Changes)>> TargetsAsync(
        SourceEntry? source, ReplayBatch batch, SourceRecord[] records, ChangeBatch changes, bool isDryRun, CancellationToken cancellation)
    {
        var found = new List<(TargetState, TableChanges)>();
        foreach (var table in changes.Tables.Where(table => table.Count > 0))
        {
            try
            {
                await using var schema = new SchemaTransaction(warehouse) { IsTrial = isDryRun };
                var target = await targets.ResolveAsync(source!, table, records, schema, cancellation);
                await (isDryRun ? Task.CompletedTask : schema.CommitAsync(cancellation));
                await targets.Rules.Dirty.SettleAsync(source!, target, table, changes.Misfits, records, tally: null, isDryRun ? schema.Connection : null, cancellation);
                found.Add((target, table));
            }
            catch (TableMismatchException mismatch)
            {
                var letters = Enumerable.Range(0, table.Count).Select(row => records[table.Row(row).RecordIndex])
                    .DistinctBy(record => record.Offset).Select(record => DeadLetterReasons.Mismatch(record, source!, table.Table, mismatch));
                batch.Fail(letters);
            }
        }

        return found;
    }
}
