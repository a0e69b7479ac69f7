namespace CdcFunctions.Changes;

/// <summary>The source's type of a column, in neutral words.</summary>
/// <param name="Kind">How values are held.</param>
/// <param name="Precision">Decimal digits in all, fractional second digits for times, or null when unknown.</param>
/// <param name="Scale">Decimal digits after the point, or null when it varies.</param>
/// <param name="SourceName">The type as the source writes it, when known (<c>datetime2(3)</c>, <c>frozen&lt;list&lt;int&gt;&gt;</c>).</param>
public sealed record ColumnType(ValueKind Kind, int? Precision = null, int? Scale = null, string? SourceName = null);
