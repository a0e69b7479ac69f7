namespace CdcFunctions.Postgres.Tables;

/// <summary>One reason why a source table cannot be applied to its target table.</summary>
/// <param name="Code">Stable code: <c>type</c>, <c>key</c>, <c>not-null</c>, <c>generated</c>, <c>duplicate-name</c>, <c>reserved-name</c>, <c>bad-name</c>.</param>
/// <param name="Column">Source column, or the target's when no source column feeds it; null for the table as a whole.</param>
/// <param name="SourceType">Type in the source, when there is one.</param>
/// <param name="TargetType">Type in the target, when there is one.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Remedy">What to do, with SQL where SQL does it.</param>
public sealed record BindingFault(string Code, string? Column, string? SourceType, string? TargetType, string Message, string Remedy);
