namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A column compared with a literal.</summary>
/// <param name="Column">Source column.</param>
/// <param name="Operator">How.</param>
/// <param name="Literal">With what.</param>
public sealed record FilterComparison(string Column, FilterOperator Operator, FilterLiteral Literal) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => [Column];
}
