namespace CdcFunctions.Operations.Configuration;

/// <summary>A column that the source does not have.</summary>
/// <param name="Fact">What it tells, or <see cref="RowFact.None"/> for a constant.</param>
/// <param name="Value">The constant.</param>
public sealed record AddedColumn(RowFact Fact, string? Value);
