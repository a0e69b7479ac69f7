using CdcFunctions.Simulation.Log;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>Ways in which a consumer may read logs.</summary>
internal static class Deliveries
{
    /// <summary>Pieces of random length from partitions in random order, now and then one that was read before.</summary>
    public static IEnumerable<(SimPartition Log, SimRecord[] Records)> Of(SimPartition[] logs, Random chance)
    {
        var next = new int[logs.Length];
        while (Enumerable.Range(0, logs.Length).Where(n => next[n] < logs[n].Records.Count).ToList() is { Count: > 0 } open)
        {
            var n = open[chance.Next(open.Count)];
            var from = chance.Next(8) == 0 ? Math.Max(0, next[n] - chance.Next(20)) : next[n];
            var records = logs[n].Records.Skip(from).Take(chance.Next(1, 80)).ToArray();
            next[n] = Math.Max(next[n], from + records.Length);
            yield return (logs[n], records);
        }
    }
}
