using CdcFunctions.Postgres.Rules.Dirty;

namespace CdcFunctions.Postgres.Apply;

/// <summary>What one committed batch did.</summary>
/// <param name="Consumed">Records settled.</param>
/// <param name="Controls">Records that carried no row change.</param>
/// <param name="TruncatedTimes">Values that lost digits beyond microseconds.</param>
/// <param name="Tables">Counts by target table.</param>
public sealed record BatchOutcome(long Consumed, long Controls, long TruncatedTimes, IReadOnlyList<TableTally> Tables)
{
    /// <summary>Dirty values that a policy changed.</summary>
    public IReadOnlyCollection<DirtyUse> Dirty { get; init; } = [];
}
