namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>Conditions joined by <c>and</c>, or by <c>or</c>.</summary>
/// <param name="IsAnd">True for <c>and</c>.</param>
/// <param name="Parts">The conditions.</param>
public sealed record FilterJunction(bool IsAnd, IReadOnlyList<FilterExpression> Parts) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => Parts.SelectMany(part => part.Named());
}
