namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A row filter: as it was written, and as it was understood.</summary>
/// <param name="Text">As written.</param>
/// <param name="Expression">As understood.</param>
public sealed record RowFilter(string Text, FilterExpression Expression);
