namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary><c>and</c>, or <c>or</c>.</summary>
internal sealed class JoinedCondition(bool isAnd, Condition[] parts) : Condition
{
    public override Truth Of(int row)
    {
        // One part that is false settles `and`, one that is true settles `or`, whatever the others cannot tell.
        var (settles, otherwise) = isAnd ? (Truth.False, Truth.True) : (Truth.True, Truth.False);
        var result = otherwise;
        foreach (var part in parts)
        {
            var truth = part.Of(row);
            if (truth == settles)
            {
                return settles;
            }

            result = truth == Truth.Undecided || result == Truth.Undecided ? Truth.Undecided
                : truth == Truth.Unknown ? Truth.Unknown
                : result;
        }

        return result;
    }
}
