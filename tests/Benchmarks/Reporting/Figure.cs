namespace CdcFunctions.Benchmarks.Reporting;

/// <summary>One measured figure over its rounds.</summary>
/// <param name="Name">Stable name (<c>path-insert</c>).</param>
/// <param name="Unit">Unit (<c>events/s</c>, <c>ms</c>, <c>B/event</c>).</param>
/// <param name="Median">Middle of the rounds.</param>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Largest.</param>
/// <param name="Note">What was measured, in a few words.</param>
internal sealed record Figure(string Name, string Unit, double Median, double Min, double Max, string Note)
{
    /// <summary>A figure from the values of its rounds.</summary>
    public static Figure Of(string name, string unit, string note, IReadOnlyCollection<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        return new Figure(name, unit, sorted[sorted.Count / 2], sorted[0], sorted[^1], note);
    }
}
