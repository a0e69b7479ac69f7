using System.Globalization;
using System.Text;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Watches every commit of a run and its end: the promises of the product as plain checks.</summary>
internal sealed class Auditor(SimBroker broker, StoreState state, Dialect dialect)
{
    private readonly IOracle _oracle = dialect == Dialect.Cassandra ? new CellOracle() : new RowOracle();
    private readonly Dictionary<int, long> _applied = [];
    private readonly Dictionary<int, Machine?> _owners = [];

    /// <summary>What was broken; empty when nothing was.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Records that are settled.</summary>
    public long Settled { get; private set; }

    /// <summary>Before a transaction becomes visible: versions and fences.</summary>
    public void Committing(StoreTransaction transaction)
    {
        foreach (var (key, row) in transaction.Rows.Written)
        {
            if (row is not null && transaction.Rows.Before(key) is { } before && (row.Version, row.Sequence).CompareTo((before.Version, before.Sequence)) < 0)
            {
                Violations.Add($"version: the row {key.Key} went back from {before.Version}.{before.Sequence} to {row.Version}.{row.Sequence}");
            }
        }

        foreach (var (key, tombstone) in transaction.Tombstones.Written)
        {
            if (tombstone is not null && transaction.Tombstones.Before(key) is { } before && (tombstone.Version, tombstone.Sequence).CompareTo((before.Version, before.Sequence)) < 0)
            {
                Violations.Add($"version: the tombstone {key.Key} went back from {before.Version} to {tombstone.Version}");
            }
        }

        var isMoving = transaction.Checkpoints.Written.Any(pair => pair.Value!.NextOffset != transaction.Checkpoints.Before(pair.Key)?.NextOffset);
        if (!isMoving && transaction.Rows.Written.Count + transaction.Tombstones.Written.Count + transaction.Letters.Written.Count + transaction.Ranges.Written.Count > 0)
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
        foreach (var (partition, checkpoint) in transaction.Checkpoints.Written)
        {
            var from = _applied.GetValueOrDefault(partition.Partition);
            if (checkpoint!.NextOffset is not { } next || next <= from)
            {
                continue;
            }

            _applied[partition.Partition] = next;
            var records = broker.Partitions[partition.Partition].Range(from, next).ToList();
            Settled += records.Count;
            var changes = records.Where(record => record.Meaning.Fate == Fate.Good).Select(record => record.Meaning.Change!).ToList();
            changes.ForEach(_oracle.Take);
            foreach (var key in changes.SelectMany(_oracle.KeysOf).Distinct(StringComparer.Ordinal))
            {
                Judge(key, $"{from}..{next} of partition {partition.Partition}");
            }
        }
    }

    /// <summary>At the end: every row, every dead letter, every count.</summary>
    public void Finish(IEnumerable<(string Name, ApplyTally Tally)> tallies)
    {
        foreach (var key in _oracle.Keys.Concat(state.Rows.Keys.Select(row => row.Key)).Distinct(StringComparer.Ordinal))
        {
            Judge(key, "the whole log");
        }

        foreach (var partition in broker.Partitions)
        {
            foreach (var record in partition.Records)
            {
                CheckLetter(partition, record);
            }
        }

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

        if (after.NextOffset == before?.NextOffset)
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

    private void CheckLetter(SimPartition partition, SimRecord record)
    {
        var isParked = state.Letters.ContainsKey(new LetterKey(new PartitionKey(Hosts.SimSource.Group, partition.Place.Topic, partition.Place.Partition.Value), record.Offset));
        var place = string.Create(CultureInfo.InvariantCulture, $"{partition.Place.Partition.Value}@{record.Offset}");
        switch (record.Meaning.Fate)
        {
            case Fate.Good or Fate.Control when isParked:
                Violations.Add($"letters: {place} is good but parked: {record.Meaning.Change}");
                break;
            case Fate.Unreadable when !isParked:
                Violations.Add($"letters: {place} cannot be read and is not parked");
                break;
            case Fate.Unfit when !isParked && !_oracle.IsVoid(record.Meaning.Change!):
                Violations.Add($"letters: {place} is neither parked nor superseded: {record.Meaning.Change}");
                break;
            default:
                break;
        }
    }

    private void Judge(string key, string after)
    {
        var found = state.Rows.GetValueOrDefault(new RowKey(1, key));
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
