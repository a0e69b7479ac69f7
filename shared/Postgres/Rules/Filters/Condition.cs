using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>A part of a filter bound to the columns of one batch.</summary>
internal abstract class Condition
{
    /// <summary>What it says about a row.</summary>
    public abstract Truth Of(int row);
}
