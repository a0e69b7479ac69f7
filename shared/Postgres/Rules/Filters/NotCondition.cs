namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary><c>not</c>.</summary>
internal sealed class NotCondition(Condition inner) : Condition
{
    public override Truth Of(int row) => inner.Of(row) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        var open => open,
    };
}
