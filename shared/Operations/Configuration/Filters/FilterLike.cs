namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A text column against a pattern: <c>%</c> any characters, <c>_</c> one, a backslash takes the next one as it is.</summary>
/// <param name="Column">Source column.</param>
/// <param name="Pattern">The pattern.</param>
public sealed record FilterLike(string Column, string Pattern) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => [Column];
}
