using System.Globalization;
using System.Text;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Watches every commit of a run and its end: the promises of the product as plain checks.</summary>
internal sealed class Auditor
{
    private readonly SimBroker _broker;
    private readonly StoreState _state;
    private readonly IOracle _oracle;
    private readonly ILedger _ledger;
    private readonly Dictionary<int, long> _applied = [];
    private readonly Dictionary<int, Machine?> _owners = [];

    public Auditor(SimBroker broker, StoreState state, SourceOptions source)
    {
        (_broker, _state) = (broker, state);
        _oracle = source.Dialect == Dialect.Cassandra ? new CellOracle() : new RowOracle();
        _ledger = source.Transactions == TransactionMode.Atomic
            ? new TransactionLedger(state, _oracle, source.IncompleteTransactions, new TornTransactions(state, _oracle, Violations.Add), Violations.Add)
            : new RecordLedger(broker, state, _oracle, Violations.Add);
    }

    /// <summary>What was broken; empty when nothing was.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Records that are settled.</summary>
    public long Settled { get; private set; }

    /// <summary>Commits that streamed a transaction of the source from the stage.</summary>
    public int Streamed { get; private set; }

    /// <summary>Before a transaction becomes visible: versions and fences.</summary>
    public void Committing(StoreTransaction transaction)
    {
        foreach (var (key, row) in transaction.Rows.Written)
        {
            if (row is not null && transaction.Rows.Before(key) is { } before && (row.Version, row.Sequence).CompareTo((before.Version, before.Sequence)) < 0)
            {
                Violations.Add($"version: the row {key} went back from {before.Version}.{before.Sequence} to {row.Version}.{row.Sequence}");
            }
        }

        foreach (var (key, tombstone) in transaction.Tombstones.Written)
        {
            if (tombstone is not null && transaction.Tombstones.Before(key) is { } before && (tombstone.Version, tombstone.Sequence).CompareTo((before.Version, before.Sequence)) < 0)
            {
                Violations.Add($"version: the tombstone {key.Key} went back from {before.Version} to {tombstone.Version}");
            }
        }

        var isMoving = transaction.Checkpoints.Written.Any(pair => _ledger.MayStandStill || pair.Value!.NextOffset != transaction.Checkpoints.Before(pair.Key)?.NextOffset);
        if (!isMoving && transaction.WritesData)
        {
            Violations.Add("half: rows were committed without the checkpoint that speaks of them");
        }

        foreach (var (partition, checkpoint) in transaction.Checkpoints.Written)
        {
            Check(transaction, partition, transaction.Checkpoints.Before(partition), checkpoint!);
        }
    }

    /// <summary>After a transaction has become visible: what is there is what the log up to the checkpoints says.</summary>
    public void Committed(StoreTransaction transaction)
    {
        Streamed += transaction.LocksTables ? 1 : 0;
        foreach (var (partition, checkpoint) in transaction.Checkpoints.Written)
        {
            var from = _applied.GetValueOrDefault(partition.Partition);
            if (checkpoint!.NextOffset is not { } next || next < from || (next == from && !_ledger.MayStandStill))
            {
                continue;
            }

            _applied[partition.Partition] = next;
            var log = _broker.Partitions[partition.Partition];
            var records = log.Range(from, next).ToList();
            Settled += records.Count;
            foreach (var key in _ledger.Settle(log, records, transaction).Distinct())
            {
                Judge(key, $"{from}..{next} of partition {partition.Partition}");
            }
        }
    }

    /// <summary>At the end: every row, every dead letter, every count.</summary>
    public void Finish(IEnumerable<(string Name, ApplyTally Tally)> tallies)
    {
        foreach (var key in _oracle.Keys.Concat(_state.Rows.Keys).Distinct())
        {
            Judge(key, "the whole log");
        }

        _ledger.Finish();
        foreach (var (name, tally) in tallies)
        {
            var settled = tally.Controls + tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered + table.Dropped);
            if (settled != tally.Consumed)
            {
                Violations.Add($"counts: {name} consumed {tally.Consumed} records, but settled {settled}");
            }
        }
    }

    private void Check(StoreTransaction transaction, PartitionKey partition, StoredCheckpoint? before, StoredCheckpoint after)
    {
        if (after.Epoch != (before?.Epoch ?? 0))
        {
            _owners[partition.Partition] = transaction.Machine;
        }

        if (after.NextOffset == before?.NextOffset && !transaction.WritesData)
        {
            return;
        }

        if (_owners.GetValueOrDefault(partition.Partition) != transaction.Machine)
        {
            Violations.Add($"fence: {transaction.Machine} wrote for partition {partition.Partition}, which belongs to {_owners.GetValueOrDefault(partition.Partition)}");
        }

        if (after.NextOffset < before?.NextOffset)
        {
            Violations.Add($"offset: the checkpoint of partition {partition.Partition} went back from {before.NextOffset} to {after.NextOffset}");
        }
    }

    private void Judge(RowKey key, string after)
    {
        var found = _state.Rows.GetValueOrDefault(key);
        if (_oracle.Judge(key, found is null or { IsDeleted: true } ? null : Read(found)) is { } fault)
        {
            Violations.Add($"rows: after {after} at {key}: {fault}");
        }
    }

    private static FoundRow Read(StoredRow row) => new(
        (row.Version, row.Sequence),
        row.Values.ToDictionary(pair => pair.Key, pair => Text(pair.Key, pair.Value), StringComparer.Ordinal));

    private static string? Text(string column, byte[]? value) => value switch
    {
        null => null,
        _ when column is "a" => Wire.Int32(value).ToString(CultureInfo.InvariantCulture),
        _ when column is "b" or "d" => Encoding.UTF8.GetString(value),
        _ => Convert.ToHexString(value),
    };
}
