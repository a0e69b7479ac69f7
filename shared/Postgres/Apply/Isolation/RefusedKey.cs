using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>A key whose merged row was refused.</summary>
/// <param name="Records">The records it was merged from: at least one of them is bad.</param>
/// <param name="Letter">Makes the dead letter of one.</param>
internal sealed record RefusedKey(SourceRecord[] Records, Func<SourceRecord, DeadLetter> Letter)
{
    /// <summary>True when its only record can be merged again, with other values in the place of dirty ones.</summary>
    public bool CanBeMended { get; init; }

    /// <summary>True when it may fit once other keys are written.</summary>
    public bool IsUnclear { get; init; }
}
