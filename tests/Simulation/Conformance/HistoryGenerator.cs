using System.Globalization;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Workload;
using FsCheck;
using FsCheck.Fluent;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>Makes histories of few keys with many equal versions, in any order, some changes twice.</summary>
/// <remarks>
/// Whole rows of one key and one version (a batch, a transaction) stay in their order and in one partition, as their connectors promise. Cells need no order at all.
/// </remarks>
internal sealed class HistoryGenerator(IEventForm form)
{
    /// <summary>Kafka partitions.</summary>
    public const int Partitions = 3;

    private const int Changes = 400;
    private const int ChangesOfAVersion = 3;
    private const int Keys = 12;

    private bool IsCells => form.Dialect == Dialect.Cassandra;

    /// <summary>The histories.</summary>
    public Gen<ShuffledHistory> Histories =>
        from softDeletes in Gen.Elements(false, true)
        from changes in Gen.CollectToArray(Enumerable.Range(1, Changes), Next)
        from again in Gen.Choose(0, 3).ArrayOf(Changes)
        from order in Gen.Shuffle<(Change Change, long N)>(WithCopies(changes, again))
        from sent in Gen.CollectToList(Settled(order), Send)
        select new ShuffledHistory(form, softDeletes, [.. sent]);

    private Gen<Sent> Send((Change Change, long N) one) =>
        from partition in Gen.Choose(0, Partitions - 1)
        from ends in Gen.Frequency((12, Gen.Constant(false)), (1, Gen.Constant(true)))
        from again in Gen.Frequency((7, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
        select new Sent(one.Change, one.N, IsCells ? partition : one.Change.P % Partitions) { EndsBatch = ends, Again = ends ? again : 0 };

    private (Change Change, long N)[] WithCopies(Change[] changes, int[] again)
    {
        var made = changes.Select((change, n) => (Change: change, N: (long)n + 1)).ToArray();
        var copies = made.Where((one, n) => again[n] == 0 && (IsCells || made.Count(other => Place(other.Change) == Place(one.Change)) == 1));
        return [.. made, .. copies];
    }

    // Those that are tied go back into their order among the places that chance gave them.
    private (Change Change, long N)[] Settled((Change Change, long N)[] sent)
    {
        if (IsCells)
        {
            return sent;
        }

        var settled = sent.ToArray();
        foreach (var tied in sent.Select((one, at) => (Place: Place(one.Change), At: at)).GroupBy(one => one.Place, one => one.At))
        {
            var places = tied.Order().ToArray();
            foreach (var (one, n) in places.Select(at => sent[at]).OrderBy(one => one.N).Select((one, n) => (one, n)))
            {
                settled[places[n]] = one;
            }
        }

        return settled;
    }

    private static (int, (long, long)) Place(Change change) => (change.P, change.At);

    private Gen<Change> Next(int n) =>
        from sort in Gen.Choose(0, ChangeSorts.Sides - 1)
        from p in Gen.Choose(1, IsCells ? 3 : Keys)
        from c in Gen.Choose(1, 4)
        from width in Gen.Choose(0, 2)
        from cells in Cells
        select Of(ChangeSorts.Of(sort, IsCells), new Change { Sort = ChangeSort.Delete, P = p, C = IsCells ? c : 0, At = form.Version(n / ChangesOfAVersion) }, width, cells);

    private static Change Of(ChangeSort sort, Change change, int width, Dictionary<string, string?> cells) => sort switch
    {
        ChangeSort.DeleteRange => change with { Sort = sort, To = change.C + width },
        ChangeSort.Insert or ChangeSort.Update => change with { Sort = sort, Cells = cells },
        _ => change with { Sort = sort },
    };

    private Gen<Dictionary<string, string?>> Cells =>
        from hasA in Gen.Choose(0, 1)
        from hasB in Gen.Choose(0, 1)
        from a in Value("")
        from b in Value("v")
        select new[] { ("a", a, hasA), ("b", b, hasB) }.Where(cell => !IsCells || cell.Item3 == 1).ToDictionary(cell => cell.Item1, cell => cell.Item2, StringComparer.Ordinal);

    private static Gen<string?> Value(string prefix)
        => Gen.Frequency((1, Gen.Constant<string?>(null)), (4, Gen.Choose(0, 99).Select(n => (string?)(prefix + n.ToString(CultureInfo.InvariantCulture)))));
}
