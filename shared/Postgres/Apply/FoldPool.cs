using System.Collections.Concurrent;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Keeps folds with their memory for the next batch.</summary>
internal static class FoldPool
{
    private static readonly ConcurrentBag<Fold> Free = [];

    public static Fold Rent() => Free.TryTake(out var fold) ? fold : new Fold();

    public static void Return(Fold fold) => Free.Add(fold);
}
