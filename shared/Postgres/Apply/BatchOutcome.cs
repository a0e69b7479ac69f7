using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Dirty;

namespace CdcFunctions.Postgres.Apply;

/// <summary>What one committed batch did.</summary>
/// <param name="Consumed">Records settled.</param>
/// <param name="Controls">Records that carried no row change.</param>
/// <param name="TruncatedTimes">Values that lost digits beyond microseconds.</param>
/// <param name="Tables">Counts by target table.</param>
public sealed record BatchOutcome(long Consumed, long Controls, long TruncatedTimes, IReadOnlyList<TableTally> Tables)
{
    private static readonly ControlRecord[] Controlling = [.. Enum.GetValues<ControlRecord>().Where(static control => control != ControlRecord.Excluded)];

    /// <summary>Dirty values that a policy changed.</summary>
    public IReadOnlyCollection<DirtyUse> Dirty { get; init; } = [];

    /// <summary>Counts a commit.</summary>
    /// <param name="consumed">Records settled.</param>
    /// <param name="changes">What those that were applied said.</param>
    /// <param name="rows">Statements that wrote them.</param>
    /// <param name="others">Counts of what went another way.</param>
    /// <param name="letters">Records that were parked.</param>
    /// <param name="roundedValues">Values that lost digits beside those of the statements.</param>
    internal static BatchOutcome Of(int consumed, ChangeBatch changes, RowCommands rows, IEnumerable<TableTally> others, IEnumerable<DeadLetter> letters, long roundedValues = 0)
    {
        var parked = letters.GroupBy(static letter => letter.TargetTable ?? letter.Record.Topic, StringComparer.Ordinal).Select(static table => new TableTally(table.Key, table.Count(), 0, 0, 0, table.Count()));
        return new BatchOutcome(consumed, Controlling.Sum(changes.Controls), changes.TruncatedTimes + rows.RoundedValues + roundedValues, [.. rows.Tallies(), .. others, .. parked]);
    }
}
