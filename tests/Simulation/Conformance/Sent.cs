using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>A change as a connector sends it.</summary>
/// <param name="Change">The change.</param>
/// <param name="N">Its number among all changes; copies share it.</param>
/// <param name="Partition">Kafka partition.</param>
internal sealed record Sent(Change Change, long N, int Partition)
{
    /// <summary>True when the partition is read up to here before anything else is written.</summary>
    public bool EndsBatch { get; init; }

    /// <summary>How many records that were read before are read again then.</summary>
    public int Again { get; init; }

    /// <summary>Not read by itself, nothing read again, or, where cells are merged, one cell less.</summary>
    public IEnumerable<Sent> Smaller(bool isCells)
    {
        if (EndsBatch)
        {
            yield return this with { EndsBatch = false, Again = 0 };
        }

        if (Again > 0)
        {
            yield return this with { Again = 0 };
        }

        foreach (var name in isCells ? Change.Cells.Keys : [])
        {
            yield return this with { Change = Change with { Cells = Change.Cells.Where(cell => cell.Key != name).ToDictionary(StringComparer.Ordinal) } };
        }
    }

    public override string ToString() => $"partition {Partition}: {N}. {Change}{(EndsBatch ? " | read" : "")}{(Again > 0 ? $" from {Again} before" : "")}";
}
