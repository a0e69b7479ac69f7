using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>A column whose policy is more than a dead letter, with the encoder that knows what fits.</summary>
/// <param name="Index">Index in the batch.</param>
/// <param name="Encoder">Its encoder.</param>
/// <param name="IsKey">Keys are never changed: they can only be refused.</param>
/// <param name="Options">The table's policies.</param>
/// <param name="Name">Source name.</param>
internal sealed record DirtyColumn(int Index, CellEncoder Encoder, bool IsKey, TableOptions Options, string Name)
{
    /// <summary>What to do about a kind.</summary>
    public DirtyDataPolicy Policy(DirtyKind kind)
    {
        var policy = Options.DirtyPolicy(Name, kind);
        return IsKey && policy != DirtyDataPolicy.Reject ? DirtyDataPolicy.DeadLetter : policy;
    }

    /// <summary>True when NULL can be stored.</summary>
    public bool IsNullable => Encoder.Column is { IsNullable: true, Type.IsNotNull: false };
}
