namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Tells when a process has compiled what is hot: its rate has stopped rising.</summary>
internal sealed class SettledRate
{
    private const double Rising = 1.1;
    private const int Level = 2;

    private double _best;
    private int _level;

    /// <summary>Takes the rate of the next window.</summary>
    /// <returns>True when so many windows in a row have brought no tenth more than the best before them.</returns>
    public bool Add(double rate)
    {
        _level = rate > _best * Rising ? 0 : _level + 1;
        _best = Math.Max(_best, rate);
        return _level >= Level;
    }
}
