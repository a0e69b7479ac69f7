using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>Random histories with few keys and few times, so that everything meets everything.</summary>
internal static class CellHistory
{
    private static readonly string[] Texts = ["", "a", "ab", "b", "ü", "z"];
    private static readonly int[] Integers = [-2, -1, 0, 1, 300];

    public static List<CellEvent> Of(Random random) => [.. Enumerable.Range(0, random.Next(3, 40)).Select(_ => Event(random))];

    /// <summary>The events in another order, some of them twice or thrice, cut into batches.</summary>
    public static IEnumerable<CellEvent[]> Delivered(List<CellEvent> events, Random random)
    {
        var copies = events.Concat(events.Where(_ => random.Next(3) == 0)).Concat(events.Where(_ => random.Next(5) == 0)).ToArray();
        random.Shuffle(copies);
        for (var start = 0; start < copies.Length;)
        {
            var size = random.Next(1, 9);
            yield return copies[start..Math.Min(copies.Length, start + size)];
            start += size;
        }
    }

    private static CellEvent Event(Random random)
    {
        var (time, p, c, s) = (random.Next(-2, 8) * 1_000_003L, random.Next(1, 3), random.Next(1, 4), random.Next(2) == 0 ? "k" : "m");
        return random.Next(20) switch
        {
            < 6 => new CellEvent(ChangeKind.Insert, time, p, c, s) { Cells = Cells(random, 0.6), Expiry = Expiry(random) },
            < 14 => new CellEvent(ChangeKind.Update, time, p, c, s) { Cells = Cells(random, 0.4), Expiry = Expiry(random) },
            14 => new CellEvent(ChangeKind.Insert, Math.Abs(time) + 1, p, c, s) { Cells = Cells(random, 1), IsSnapshot = true },
            15 or 16 => new CellEvent(ChangeKind.Delete, time, p, c, s),
            17 => new CellEvent(ChangeKind.PartitionDelete, time, p),
            _ => new CellEvent(ChangeKind.RangeDelete, time, p) { From = Bound(random), To = Bound(random) },
        };
    }

    private static long Expiry(Random random) => random.Next(6) == 0 ? random.Next(1, 4) * 1_000_000_000L : 0;

    private static (string, object?)[] Cells(Random random, double share)
        => [.. CellEvent.ValueColumns.Where(_ => random.NextDouble() < share).Select(name => (name, Value(random, name)))];

    private static object? Value(Random random, string name)
        => random.Next(4) == 0 ? null : name == "b" ? Texts[random.Next(Texts.Length)] : Integers[random.Next(Integers.Length)];

    private static TestBound Bound(Random random) => random.Next(4) switch
    {
        0 => new TestBound(true, null, null),
        1 => new TestBound(random.Next(2) == 0, random.Next(1, 4), random.Next(2) == 0 ? "k" : "m"),
        _ => new TestBound(random.Next(2) == 0, random.Next(1, 4), null),
    };
}
