namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A row filter as a person wrote it: <c>status = 'open' and (total &gt; 100 or country in ('DE', 'AT'))</c>.</summary>
public abstract record FilterExpression
{
    /// <summary>Source columns it names, in the order they are named, without doubles.</summary>
    public IReadOnlyList<string> Columns => [.. Named().Distinct(StringComparer.Ordinal)];

    /// <summary>Source columns it names.</summary>
    protected internal abstract IEnumerable<string> Named();
}
