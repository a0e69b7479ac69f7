namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>True when the column is NULL.</summary>
/// <param name="Column">Source column.</param>
public sealed record FilterNullTest(string Column) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => [Column];
}
