namespace CdcFunctions.Benchmarks.Reporting;

/// <summary>Values of several figures, gathered over the rounds.</summary>
/// <param name="report">Where they go; null drops them, for warm-ups.</param>
internal sealed class Series(BenchReport? report)
{
    private readonly Dictionary<string, (string Unit, string Note, List<double> Values)> _figures = new(StringComparer.Ordinal);

    /// <summary>Adds one round's value.</summary>
    public void Add(string name, string unit, string note, double value)
    {
        if (!_figures.TryGetValue(name, out var figure))
        {
            _figures[name] = figure = (unit, note, []);
        }

        figure.Values.Add(value);
    }

    /// <summary>Hands the figures to the report in the order they first came.</summary>
    public void Report()
    {
        foreach (var (name, (unit, note, values)) in _figures)
        {
            report?.Add(Figure.Of(name, unit, note, values));
        }
    }
}
