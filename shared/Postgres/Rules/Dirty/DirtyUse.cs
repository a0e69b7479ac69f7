using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>How often a policy changed dirty values of one column.</summary>
/// <param name="Table">Target table.</param>
/// <param name="Column">Target column.</param>
/// <param name="Kind">What was wrong.</param>
/// <param name="Policy">What was done.</param>
/// <param name="Values">Number of values.</param>
/// <param name="SampleKey">Hash of the key of one such record.</param>
/// <param name="SampleOffset">Its offset.</param>
public sealed record DirtyUse(string Table, string Column, DirtyKind Kind, DirtyDataPolicy Policy, long Values, string SampleKey, long SampleOffset);
