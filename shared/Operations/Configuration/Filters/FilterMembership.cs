namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A column that must equal one of several literals: <c>in (…)</c>.</summary>
/// <param name="Column">Source column.</param>
/// <param name="Literals">The literals.</param>
public sealed record FilterMembership(string Column, IReadOnlyList<FilterLiteral> Literals) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => [Column];
}
