namespace CdcFunctions.Postgres.Rules.Explain;

/// <summary>What rules do to one value.</summary>
/// <param name="Column">Source column, or the name of an added one.</param>
/// <param name="Target">Target column; null when the value does not reach the target.</param>
/// <param name="Before">What the event says; <c>(hidden)</c> when the table hides the column, null when the event does not touch it.</param>
/// <param name="After">What the target gets; null for nothing.</param>
/// <param name="Rules">The rules at work, in words; empty for none.</param>
public sealed record ColumnExplanation(string Column, string? Target, string? Before, string? After, string Rules);
