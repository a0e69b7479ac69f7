using System.Globalization;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Records that stand for themselves: each is applied, superseded or parked once the checkpoint has passed it.</summary>
internal sealed class RecordLedger(SimBroker broker, StoreState state, IOracle oracle, Action<string> violation) : ILedger
{
    /// <inheritdoc/>
    public bool MayStandStill => false;

    /// <inheritdoc/>
    public IEnumerable<RowKey> Settle(SimPartition partition, IReadOnlyList<SimRecord> records, StoreTransaction commit)
    {
        var changes = records.Where(record => record.Meaning.Fate == Fate.Good).Select(record => record.Meaning.Change!).ToList();
        changes.ForEach(oracle.Take);
        return changes.SelectMany(oracle.KeysOf);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var partition in broker.Partitions)
        {
            foreach (var record in partition.Records)
            {
                Check(partition, record);
            }
        }
    }

    private void Check(SimPartition partition, SimRecord record)
    {
        var isParked = state.Letters.ContainsKey(new LetterKey(new PartitionKey(Hosts.SimSource.Group, partition.Place.Topic, partition.Place.Partition.Value), record.Offset));
        var place = string.Create(CultureInfo.InvariantCulture, $"{partition.Place.Partition.Value}@{record.Offset}");
        switch (record.Meaning.Fate)
        {
            case Fate.Good or Fate.Control when isParked:
                violation($"letters: {place} is good but parked: {record.Meaning.Change}");
                break;
            case Fate.Unreadable when !isParked:
                violation($"letters: {place} cannot be read and is not parked");
                break;
            case Fate.Unfit when !isParked && !oracle.IsVoid(record.Meaning.Change!):
                violation($"letters: {place} is neither parked nor superseded: {record.Meaning.Change}");
                break;
            default:
                break;
        }
    }
}
