namespace CdcFunctions.Changes;

/// <summary>A value whose form does not fit its column, set to NULL because the table's policy says so.</summary>
/// <param name="RecordIndex">Index of the record in the batch.</param>
/// <param name="Table">Source table.</param>
/// <param name="Column">Source column.</param>
public sealed record Misfit(int RecordIndex, TableName Table, string Column);
