using System.Text;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Support.Properties;
using Confluent.Kafka;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>Changes in the order in which they are written to three partitions, and where these are read in between.</summary>
/// <param name="Form">The connector.</param>
/// <param name="SoftDeletes">Whether deleted rows stay.</param>
/// <param name="Records">The changes.</param>
internal sealed record ShuffledHistory(IEventForm Form, bool SoftDeletes, IReadOnlyList<Sent> Records)
{
    /// <summary>The partitions, empty.</summary>
    public SimPartition[] Logs() => [.. Enumerable.Range(0, HistoryGenerator.Partitions).Select(n => new SimPartition(new TopicPartition(Form.Topic, n)))];

    /// <summary>Writes the partitions and reads them; all is read in the end.</summary>
    /// <param name="logs">The partitions, empty.</param>
    public IEnumerable<(SimPartition Log, SimRecord[] Records)> Read(SimPartition[] logs)
    {
        var read = new int[logs.Length];
        foreach (var sent in Records)
        {
            var (key, value) = Form.Write(sent.Change, sent.N);
            var log = logs[sent.Partition];
            log.Append(new Meaning(Fate.Good, sent.Change), Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
            if (sent.EndsBatch)
            {
                yield return (log, [.. log.Records.Skip(Math.Max(0, read[sent.Partition] - sent.Again))]);
                read[sent.Partition] = log.Records.Count;
            }
        }

        foreach (var (n, log) in logs.Index().Where(one => one.Item.Records.Count > read[one.Index]))
        {
            yield return (log, [.. log.Records.Skip(read[n])]);
        }
    }

    /// <summary>Fewer changes; where cells are merged, fewer cells.</summary>
    public IEnumerable<ShuffledHistory> Smaller()
        => SmallerLists.Of(Records, sent => sent.Smaller(Form.Dialect == Dialect.Cassandra)).Where(records => records.Count > 0).Select(records => this with { Records = records });

    public override string ToString() => $"{Form.Dialect}{(SoftDeletes ? ", soft deletes" : "")}\n{string.Join('\n', Records)}";
}
