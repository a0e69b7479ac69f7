using CdcFunctions.Changes;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>One way in which a recording may come to the host, drawn from a seed: what the connector sends again, and what the consumer reads when.</summary>
internal sealed class RandomSchedule(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Batches of one partition each, in the order of their delivery; the same offset may come more than once.</summary>
    public IEnumerable<SourceRecord[]> Batches(IReadOnlyList<SourceRecord> recorded)
    {
        // Offsets as the broker gives them.
        var logs = Sent(recorded)
            .GroupBy(record => (record.Topic, record.Partition))
            .Select(partition => partition.Select((record, offset) => record with { Offset = offset }).ToList())
            .ToList();
        var next = new int[logs.Count];
        while (Enumerable.Range(0, logs.Count).Where(n => next[n] < logs[n].Count).ToList() is { Count: > 0 } open)
        {
            var n = open[_random.Next(open.Count)];

            // Now and then the consumer goes back to an earlier offset, as one that has lost its last commit does.
            var from = _random.Next(6) == 0 ? _random.Next(next[n] + 1) : next[n];
            var batch = logs[n].Skip(from).Take(_random.Next(1, _random.Next(2) == 0 ? 8 : 400)).ToArray();
            next[n] = Math.Max(next[n], from + batch.Length);
            yield return batch;
        }
    }

    // As recorded; every record twice; or by a connector that dies some times and goes back to any earlier place.
    private IEnumerable<SourceRecord> Sent(IReadOnlyList<SourceRecord> recorded) => (seed % 3) switch
    {
        0 => recorded,
        1 => recorded.SelectMany(record => Enumerable.Repeat(record, 2)),
        _ => Restarted(recorded),
    };

    private List<SourceRecord> Restarted(IReadOnlyList<SourceRecord> recorded)
    {
        var (sent, from) = (new List<SourceRecord>(), 0);
        for (var restarts = _random.Next(1, 4); restarts > 0; restarts--)
        {
            var death = _random.Next(from, recorded.Count) + 1;
            sent.AddRange(recorded.Skip(from).Take(death - from));
            from = _random.Next(death + 1);
        }

        sent.AddRange(recorded.Skip(from));
        return sent;
    }
}
