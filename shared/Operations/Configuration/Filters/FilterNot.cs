namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>The opposite of a condition; what is unknown stays unknown.</summary>
/// <param name="Inner">The condition.</param>
public sealed record FilterNot(FilterExpression Inner) : FilterExpression
{
    /// <inheritdoc />
    protected internal override IEnumerable<string> Named() => Inner.Named();
}
