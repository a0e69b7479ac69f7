using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Turns a plan into one commit: whole transactions into rows, open ones into the stage, the checkpoint past both.</summary>
internal sealed class TransactionCommit(
    BatchTransaction transaction, TransactionStage stage, StagedRelease release, ParkedRegister register, ApplyTally applied, TransactionTally tally, TransactionMarkReader marks)
{
    /// <summary>Commits a plan and returns how many of its transactions were parked.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">The source.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="records">The records it was made for.</param>
    /// <param name="refused">Why PostgreSQL refused the plan's only transaction, which is parked then; null to apply.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    public async Task<int> RunAsync(
        PartitionLease lease, SourceEntry source, BatchPlan plan, ReadOnlyMemory<SourceRecord> records, PostgresException? refused, CancellationToken cancellation)
    {
        if (plan.Count == 0 && plan.Units.Count == 0)
        {
            return 0;
        }

        var units = await CollectAsync(lease.Partition, plan, records, cancellation);
        var again = await register.FindAsync(lease.Partition, [.. plan.Units.Where(unit => unit.IsRepeat).Select(unit => unit.Id!)], cancellation);
        var letters = refused is null
            ? units.Of(again, (record, id) => ParkedTransactions.Again(record, id, source))
            : await RefusedAsync(lease, source, units, refused, cancellation);
        var removed = plan.Units.Where(unit => unit.IsStaged).Select(unit => unit.Id!).ToList();
        // What is parked of a transaction that is visible already harms nobody, and its next repetition need not be parked.
        var first = plan.Units.Where(unit => !unit.IsRepeat).Select(unit => unit.Id).ToHashSet();
        List<(TransactionId Id, long Offset)> parked = [];
        var scope = new BatchScope
        {
            Next = plan.Count > 0 ? records.Span[plan.Count - 1].Offset + 1 : lease.NextOffset,
            DefersConstraints = true,
            Commands = () =>
            [
                // Removed first: a transaction that is released here may begin again behind its END, sent once more.
                .. removed.Count > 0 ? [TransactionStage.Remove(lease.Partition, removed)] : Array.Empty<NpgsqlBatchCommand>(),
                .. plan.Staged.Select(staged => TransactionStage.Add(lease.Partition, staged.Transaction, Pick(records, staged.Records))),
                .. plan.IsAdvance ? [TransactionStage.Advance(lease.Partition, plan.After.Newest!)] : Array.Empty<NpgsqlBatchCommand>(),
                .. parked.Exists(one => first.Contains(one.Id)) ? [ParkedRegister.Add(lease.Partition, parked.FindAll(one => first.Contains(one.Id)))] : Array.Empty<NpgsqlBatchCommand>(),
            ],
            Spread = faults =>
            {
                var all = units.Spread(faults);
                parked = units.Parked(all);
                return all;
            },
            Weigh = units.Weigh,
        };
        await GuardAsync(lease, async () => applied.Add(await transaction.CommitAsync(lease, source, units.Records, letters, scope, cancellation)));
        tally.Add(plan.Units.Count(unit => unit.Id is not null) - parked.Count, plan.WithoutEnd, parked: parked.Count, emptyEnds: plan.EmptyEnds);
        return parked.Count;
    }

    /// <summary>Releases a staged transaction by itself; true when it was parked.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="source">The source.</param>
    /// <param name="open">The transaction.</param>
    /// <param name="isNewest">True when it is later than any released before.</param>
    /// <param name="next">Where the checkpoint goes, when a record (its END) goes with it; null when it stays.</param>
    /// <param name="isWhole">False when changes may be missing and policy releases it.</param>
    /// <param name="isParked">True to park it, false to apply it.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    public async Task<bool> ReleaseAsync(
        PartitionLease lease, SourceEntry source, OpenTransaction open, bool isNewest, long? next, bool isWhole, bool isParked, CancellationToken cancellation)
    {
        Func<SourceRecord, DeadLetter?>? park = isParked ? Letters(record => ParkedTransactions.Incomplete(record, open.Id, source)) : null;
        if (!isNewest && park is null && (await register.FindAsync(lease.Partition, [open.Id], cancellation)).Count > 0)
        {
            park = Letters(record => ParkedTransactions.Again(record, open.Id, source));
        }

        Task<BatchOutcome> Run() => release.RunAsync(lease, source, open.Id, isNewest, next ?? lease.NextOffset!.Value, park, cancellation);
        await GuardAsync(lease, async () =>
        {
            BatchOutcome outcome;
            try
            {
                outcome = await Run();
            }
            catch (TransactionRefusedException refused) when (refused.Culprit is { } culprit)
            {
                park = Letters(record => ParkedTransactions.By(record, open.Id, culprit));
                outcome = await Run();
            }
            catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
            {
                var culprit = await release.FindRefusedAsync(lease, source, open.Id, cancellation);
                park = Letters(record => culprit is null ? ParkedTransactions.Refused(record, open.Id, source, refused) : ParkedTransactions.By(record, open.Id, culprit));
                outcome = await Run();
            }

            var end = next is null ? 0 : 1;
            applied.Add(outcome with { Consumed = outcome.Consumed + end, Controls = outcome.Controls + end });
        });
        tally.Add(park is null && isWhole ? 1 : 0, isWhole && next is null ? 1 : 0, park is null && !isWhole ? 1 : 0, park is null ? 0 : 1);
        return park is not null;
    }

    private async Task<List<DeadLetter>> RefusedAsync(PartitionLease lease, SourceEntry source, TransactionUnits units, PostgresException refused, CancellationToken cancellation)
    {
        DeadLetter? culprit = null;
        await GuardAsync(lease, async () => culprit = await transaction.FindRefusedAsync(lease, source, units.Records, cancellation));
        var its = culprit is null ? null : units.Of(culprit.Record);
        return units.All((record, id) => id is not null && id == its ? ParkedTransactions.By(record, id, culprit!) : ParkedTransactions.Refused(record, id, source, refused));
    }

    private Func<SourceRecord, DeadLetter?> Letters(Func<SourceRecord, DeadLetter> letter)
        => record => marks.IsChange(in record) ? letter(record) : null;

    private async Task<TransactionUnits> CollectAsync(PartitionKey partition, BatchPlan plan, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        var units = new TransactionUnits(marks);
        foreach (var unit in plan.Units)
        {
            if (unit.IsStaged)
            {
                foreach (var record in await stage.ReadAsync(partition, unit.Id!, cancellation))
                {
                    units.Add(unit.Id, in record);
                }
            }

            foreach (var index in unit.Records)
            {
                units.Add(unit.Id, in records.Span[index]);
            }
        }

        return units;
    }

    private static SourceRecord[] Pick(ReadOnlyMemory<SourceRecord> records, int[] indices)
        => Array.ConvertAll(indices, index => records.Span[index]);

    private static async Task GuardAsync(PartitionLease lease, Func<Task> commit)
    {
        try
        {
            await commit();
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Fenced)
        {
            throw new FencedException($"PostgreSQL refused this worker: {refused.MessageText}. Nothing was written.", refused);
        }
        catch (Exception failure) when (failure is not FencedException)
        {
            // A broken connection does not tell whether the commit happened.
            lease.IsUncertain = true;
            throw;
        }
    }
}
