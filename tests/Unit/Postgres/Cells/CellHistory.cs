using CdcFunctions.Changes;
using FsCheck;
using FsCheck.Fluent;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>Random histories with few keys and few times, so that everything meets everything.</summary>
internal static class CellHistory
{
    /// <summary>When rows are read: some of what has a time to live is gone by then.</summary>
    public const long Now = 2_500_000_000;

    private const long Lifetime = 1_000_000_000;

    private static readonly Gen<bool> Coin = Gen.Elements(false, true);
    private static readonly Gen<long> Time = Gen.Choose(-2, 7).Select(step => step * 1_000_003L);
    private static readonly Gen<long> Expiry = Gen.Frequency((5, Gen.Constant(0L)), (1, Gen.Choose(1, 3).Select(n => n * Lifetime)));
    private static readonly Gen<string> S = Gen.Elements("k", "m");

    private static readonly Gen<TestBound> Bound = Gen.Frequency(
        (1, Gen.Constant(new TestBound(true, null, null))),
        (1, from isInclusive in Coin from c in Gen.Choose(1, 3) from s in S select new TestBound(isInclusive, c, s)),
        (2, from isInclusive in Coin from c in Gen.Choose(1, 3) select new TestBound(isInclusive, c, null)));

    private static readonly Gen<CellEvent> At =
        from time in Time
        from p in Gen.Choose(1, 2)
        from c in Gen.Choose(1, 3)
        from s in S
        select new CellEvent(ChangeKind.Delete, time, p, c, s);

    private static readonly Gen<CellEvent> Event = Gen.Frequency(
        (6, Write(ChangeKind.Insert, 60)),
        (8, Write(ChangeKind.Update, 40)),
        (1, from at in At from cells in Cells(100) select at with { Kind = ChangeKind.Insert, Time = Math.Abs(at.Time) + 1, Cells = cells, IsSnapshot = true }),
        (2, At),
        (1, At.Select(at => new CellEvent(ChangeKind.PartitionDelete, at.Time, at.P))),
        (2, from at in At from start in Bound from end in Bound select new CellEvent(ChangeKind.RangeDelete, at.Time, at.P) { From = start, To = end }));

    /// <summary>Events in no order.</summary>
    public static Gen<CellEvent[]> Events { get; } = from count in Gen.Choose(3, 39) from events in Event.ArrayOf(count) select events;

    /// <summary>Histories in any order, some events twice or thrice, cut into batches of up to eight, over three partitions, with sweeps in between.</summary>
    public static Gen<CellDelivery> Deliveries { get; } =
        from events in Events
        from twice in Gen.SubListOf(events)
        from thrice in Gen.SubListOf(events)
        from order in Gen.Shuffle<CellEvent>([.. events, .. twice.Take(events.Length / 3), .. thrice.Take(events.Length / 5)])
        from steps in Gen.CollectToList(order, Step)
        select new CellDelivery([.. steps]);

    /// <summary>One history, by its number.</summary>
    public static CellEvent[] Of(int seed) => Events.Sample(1, new Rnd((ulong)seed), 50).Single();

    private static Gen<CellStep> Step(CellEvent one) =>
        from ends in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from partition in Gen.Choose(0, 2)
        from sweep in Gen.Frequency((4, Gen.Constant(0L)), (1, Gen.Constant(Now)), (1, Gen.Constant(Lifetime)))
        select new CellStep(one, ends, partition, ends ? sweep : 0);

    private static Gen<CellEvent> Write(ChangeKind kind, int share) =>
        from at in At
        from cells in Cells(share)
        from expiry in Expiry
        select at with { Kind = kind, Cells = cells, Expiry = expiry };

    private static Gen<IReadOnlyList<(string Column, object? Value)>> Cells(int share) =>
        from rolls in Gen.Choose(0, 99).ArrayOf(CellEvent.ValueColumns.Length)
        from values in Gen.CollectToArray(CellEvent.ValueColumns, Value)
        select (IReadOnlyList<(string, object?)>)[.. CellEvent.ValueColumns.Select((name, n) => (name, values[n])).Where((_, n) => rolls[n] < share)];

    private static Gen<object?> Value(string name) => Gen.Frequency(
        (1, Gen.Constant<object?>(null)),
        (3, name == "b" ? Gen.Elements<object?>("", "a", "ab", "b", "ü", "z") : Gen.Elements<object?>(-2, -1, 0, 1, 300)));
}
