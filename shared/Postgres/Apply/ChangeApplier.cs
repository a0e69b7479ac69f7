using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Transactions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Applies consumed records to the warehouse: every record ends applied, superseded, dead-lettered or known as a control record.</summary>
/// <remarks>
/// Thread-safe for different partitions; one partition is applied by one call at a time. When the call returns, rows and checkpoint are
/// committed; when it throws, nothing of the last transaction happened, or it will be noticed and not repeated.
/// </remarks>
public sealed partial class ChangeApplier(
    CheckpointStore checkpoints, SourceCatalog sources, BatchTransaction transaction, TransactionApplier transactions, ApplyTally tally, KafkaOptions kafka, ILogger<ChangeApplier> logger,
    WarehouseGate? gate = null, OutagePatience? patience = null)
{
    /// <summary>Applies records of one dialect, in order within each partition.</summary>
    /// <exception cref="FencedException">Another worker has taken a partition.</exception>
    /// <exception cref="NpgsqlException">PostgreSQL is away or refuses; the same records may be applied again.</exception>
    /// <exception cref="Polly.CircuitBreaker.BrokenCircuitException">PostgreSQL has failed several times in a row; it was not asked.</exception>
    public Task ApplyAsync(Dialect dialect, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
        => gate is null ? ApplyNowAsync(dialect, records, cancellation) : gate.RunAsync(token => ApplyNowAsync(dialect, records, token), cancellation);

    private async Task ApplyNowAsync(Dialect dialect, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        if (records.IsEmpty)
        {
            return;
        }

        if (IsOnePartition(records.Span))
        {
            await ApplyPartitionAsync(dialect, records, cancellation);
            return;
        }

        foreach (var partition in records.ToArray().GroupBy(r => (r.Topic, r.Partition)))
        {
            await ApplyPartitionAsync(dialect, partition.ToArray(), cancellation);
        }
    }

    private async Task ApplyPartitionAsync(Dialect dialect, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        var (topic, number) = (records.Span[0].Topic, records.Span[0].Partition);
        var partition = new PartitionKey(kafka.ConsumerGroup, topic, number);
        var lease = await checkpoints.HoldAsync(partition, cancellation);
        var fresh = records[Known(records.Span, lease.NextOffset)..];
        if (fresh.Length == 0)
        {
            return;
        }

        var source = sources.Find(partition.Topic, dialect);
        if (source is { Options.Transactions: TransactionMode.Atomic })
        {
            // A batch may end inside a transaction, which must stay whole: it waits however long it takes.
            await transactions.ApplyAsync(lease, source, fresh, cancellation);
            return;
        }

        try
        {
            await ApplyRangeAsync(lease, source, fresh, cancellation);
            patience?.Renew(partition);
        }
        catch (Exception passing) when (FailureClassifier.Classify(passing) == FailureKind.Transient && patience?.IsOver(partition) == true)
        {
            await ParkAsync(partition, source, fresh, passing, cancellation);
        }
    }

    private async Task ParkAsync(PartitionKey partition, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, Exception passing, CancellationToken cancellation)
    {
        // What of the batch was committed, by halves or unheard, is not parked.
        var lease = await checkpoints.HoldAsync(partition, cancellation);
        SourceRecord[] rest = [.. records.ToArray().SkipWhile(record => record.Offset < lease.NextOffset)];
        if (rest.Length > 0)
        {
            Log.Overdue(logger, passing, partition.Topic, partition.Partition, rest[0].Offset, rest[^1].Offset);
            tally.Add(await RunAsync(lease, source, rest, [.. rest.Select(record => DeadLetterReasons.Overdue(record, source, passing))], cancellation));
        }
    }

    private async Task ApplyRangeAsync(PartitionLease lease, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        try
        {
            Settle(await RunAsync(lease, source, records, [], cancellation));
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            lease.IsUncertain = false;
            if (records.Length == 1)
            {
                var letter = DeadLetterReasons.Refused(records.Span[0], source, refused);
                Log.Parked(logger, letter.Record.Topic, letter.Record.Partition, letter.Record.Offset, letter.Reason, letter.Message);
                Settle(await RunAsync(lease, source, records, [letter], cancellation));
                return;
            }

            // Halves in order, each with its own commit: the good rows stand, and the bad one is found in log2(n) steps.
            var half = records.Length / 2;
            await ApplyRangeAsync(lease, source, records[..half], cancellation);
            await ApplyRangeAsync(lease, source, records[half..], cancellation);
        }
    }

    private static bool IsOnePartition(ReadOnlySpan<SourceRecord> records)
    {
        ref readonly var first = ref records[0];
        foreach (ref readonly var record in records)
        {
            if (record.Partition != first.Partition || !string.Equals(record.Topic, first.Topic, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // Records at the beginning that are applied already.
    private static int Known(ReadOnlySpan<SourceRecord> records, long? nextOffset)
    {
        var count = 0;
        while (count < records.Length && records[count].Offset < nextOffset)
        {
            count++;
        }

        return count;
    }

    private void Settle(BatchOutcome outcome)
    {
        tally.Add(outcome);
        foreach (var use in outcome.Dirty)
        {
            Log.Mended(logger, use.Values, use.Table, use.Column, use.Kind, use.Policy, use.SampleOffset, use.SampleKey);
        }
    }

    private async Task<BatchOutcome> RunAsync(
        PartitionLease lease, SourceEntry? source, ReadOnlyMemory<SourceRecord> records, List<DeadLetter> letters, CancellationToken cancellation)
    {
        try
        {
            return await transaction.CommitAsync(lease, source, records, letters, BatchScope.RowsOnly, cancellation);
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
