namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>One value that its target column cannot take; never carries the value.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Code">Stable code for dead letters and policies (<c>too-long</c>).</param>
/// <param name="SqlState">What PostgreSQL itself would have answered.</param>
/// <param name="Column">Target column.</param>
/// <param name="Row">Row of the batch.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Remedy">What to do.</param>
public sealed record CellFault(CellFaultKind Kind, string Code, string SqlState, string Column, int Row, string Message, string Remedy);
