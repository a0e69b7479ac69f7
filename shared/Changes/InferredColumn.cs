namespace CdcFunctions.Changes;

/// <summary>A column whose type nothing but its JSON values told: worth a line in <c>sourceTypes</c>.</summary>
/// <param name="Table">Source table.</param>
/// <param name="Column">Column name.</param>
/// <param name="Kind">What was taken from the values.</param>
public sealed record InferredColumn(TableName Table, string Column, ValueKind Kind);
