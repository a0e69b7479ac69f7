using System.Globalization;
using System.Text;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Workload;
using Confluent.Kafka;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>Changes of few keys with many equal versions, written to three partitions in any order, some of them twice.</summary>
/// <remarks>
/// Whole rows of one key and one version (a batch, a transaction) stay in their order and in one partition, as their connectors promise. Cells need no order at all.
/// </remarks>
internal sealed class ShuffledHistory(IEventForm form, Random chance)
{
    private const int Changes = 400;
    private const int ChangesOfAVersion = 3;
    private const int Keys = 12;

    private bool IsCells => form.Dialect == Dialect.Cassandra;

    public SimPartition[] Write()
    {
        SimPartition[] logs = [.. Enumerable.Range(0, 3).Select(n => new SimPartition(new TopicPartition(form.Topic, n)))];
        foreach (var (change, n) in Shuffled([.. Enumerable.Range(1, Changes).Select(n => (Next(n), (long)n))]))
        {
            var (key, value) = form.Write(change, n);
            var log = logs[IsCells ? chance.Next(logs.Length) : change.P % logs.Length];
            log.Append(new Meaning(Fate.Good, change), Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
        }

        return logs;
    }

    private (Change Change, long N)[] Shuffled((Change Change, long N)[] made)
    {
        var sent = made.Concat(made.Where(one => chance.Next(4) == 0 && (IsCells || made.Count(other => IsTied(one.Change, other.Change)) == 1))).ToArray();
        chance.Shuffle(sent);
        if (IsCells)
        {
            return sent;
        }

        // Those that are tied go back into their order among the places that chance gave them.
        var places = sent.Select((one, place) => (Key: (one.Change.P, one.Change.At), Place: place)).GroupBy(one => one.Key, one => one.Place);
        foreach (var tied in places.Select(group => group.Order().ToArray()))
        {
            var ordered = tied.Select(place => sent[place]).OrderBy(one => one.N).ToArray();
            for (var n = 0; n < tied.Length; n++)
            {
                sent[tied[n]] = ordered[n];
            }
        }

        return sent;
    }

    private static bool IsTied(Change one, Change other) => (one.P, one.At) == (other.P, other.At);

    private Change Next(int n)
    {
        var change = new Change { Sort = ChangeSorts.Next(chance, IsCells), P = chance.Next(1, IsCells ? 4 : Keys + 1), C = IsCells ? chance.Next(1, 5) : 0, At = form.Version(n / ChangesOfAVersion) };
        return change.Sort switch
        {
            ChangeSort.DeleteRange => change with { To = change.C + chance.Next(0, 3) },
            ChangeSort.Insert or ChangeSort.Update => change with { Cells = Cells() },
            _ => change,
        };
    }

    private Dictionary<string, string?> Cells()
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var column in new[] { "a", "b" }.Where(_ => !IsCells || chance.Next(2) == 0))
        {
            cells[column] = chance.Next(5) == 0 ? null : (column == "a" ? "" : "v") + chance.Next(100).ToString(CultureInfo.InvariantCulture);
        }

        return cells;
    }
}
