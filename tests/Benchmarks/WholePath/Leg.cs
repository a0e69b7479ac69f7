namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>A part of a run between two counts of committed records.</summary>
/// <param name="Events">Records.</param>
/// <param name="Seconds">Time.</param>
/// <param name="ProcessSeconds">Processor time of the sink's process.</param>
/// <param name="ServerSeconds">Processor time of PostgreSQL.</param>
internal sealed record Leg(long Events, double Seconds, double ProcessSeconds, double ServerSeconds)
{
    /// <summary>Events a second.</summary>
    public double Rate => Events / Seconds;

    /// <summary>Processor seconds of the sink's process for a million events.</summary>
    public double ProcessPerMillion => ProcessSeconds / Events * 1e6;

    /// <summary>Processor seconds of PostgreSQL for a million events.</summary>
    public double ServerPerMillion => ServerSeconds / Events * 1e6;
}
