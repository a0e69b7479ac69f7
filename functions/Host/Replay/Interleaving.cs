using CdcFunctions.Changes;

namespace CdcFunctions.Host.Replay;

/// <summary>Another order that a consumer of several partitions may see: any mix of them, each in its own order.</summary>
internal static class Interleaving
{
    /// <summary>Draws records from the partitions at random, in runs of random length, as fetches bring them.</summary>
    public static IEnumerable<SourceRecord> Shuffle(IEnumerable<SourceRecord> records, Random random)
    {
        var partitions = records
            .GroupBy(record => (record.Topic, record.Partition))
            .Select(partition => new Queue<SourceRecord>(partition))
            .ToList();
        while (partitions.Count > 0)
        {
            var partition = partitions[random.Next(partitions.Count)];
            for (var run = random.Next(1, 8); run > 0 && partition.Count > 0; run--)
            {
                yield return partition.Dequeue();
            }

            partitions.RemoveAll(rest => rest.Count == 0);
        }
    }
}
