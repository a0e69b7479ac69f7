using System.Text;
using CdcFunctions.Simulation.Workload;
using Confluent.Kafka;

namespace CdcFunctions.Simulation.Log;

/// <summary>The log of one partition. Offsets may leave gaps, as transaction markers and compaction do.</summary>
internal sealed class SimPartition(TopicPartition place)
{
    private readonly List<SimRecord> _records = [];

    public TopicPartition Place { get; } = place;

    public IReadOnlyList<SimRecord> Records => _records;

    /// <summary>Offset that the next record would get.</summary>
    public long End { get; private set; }

    public void Append(Meaning meaning, byte[]? key, byte[]? value) => _records.Add(new SimRecord(End++, key, value, meaning));

    /// <summary>Adds a record of text.</summary>
    public void Append(Meaning meaning, (string Key, string Value) text) => Append(meaning, Encoding.UTF8.GetBytes(text.Key), Encoding.UTF8.GetBytes(text.Value));

    public void LeaveGap(int offsets) => End += offsets;

    /// <summary>Index of the first record at or after an offset.</summary>
    public int IndexOf(long offset)
    {
        var (low, high) = (0, _records.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _records[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Records from one offset up to another.</summary>
    public IEnumerable<SimRecord> Range(long from, long to) => _records.Skip(IndexOf(from)).TakeWhile(record => record.Offset < to);
}
