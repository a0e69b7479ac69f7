namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Which PostgreSQL type holds all values of which other: the one place that decides, and what <c>docs/schema-changes.md</c> is printed from.</summary>
/// <remarks>
/// Not in it, because values would change: float types to numeric (rounded to 6 or 15 digits), bigint to double precision (beyond 2^53), date or timestamp to timestamptz
/// (depends on a zone), json to jsonb (drops duplicate keys), bytea to text.
/// </remarks>
internal static class WideningMatrix
{
    private const string MoreDigits = "at least as many digits before and after the point";
    private const string NotShorter = "not shorter";

    /// <summary>All rules; the first that fits counts.</summary>
    public static IReadOnlyList<WideningRule> Rules { get; } =
    [
        new("smallint", "integer", true),
        new("smallint", "bigint", true),
        new("smallint", "real", true),
        new("smallint", "double precision", true),
        new("smallint", "numeric", true, (_, to) => Whole(to) >= 5, "without limit, or 5 digits before the point"),
        new("integer", "bigint", true),
        new("integer", "double precision", true),
        new("integer", "numeric", true, (_, to) => Whole(to) >= 10, "without limit, or 10 digits before the point"),
        new("bigint", "numeric", true, (_, to) => Whole(to) >= 19, "without limit, or 19 digits before the point"),
        new("real", "double precision", true),
        new("numeric", "numeric", false, (from, to) => to.Size is null || (from.Scale == to.Scale && Whole(to) >= Whole(from)), "without limit, or the same digits after the point and not fewer in all"),
        new("numeric", "numeric", true, (from, to) => from.Size is not null && Whole(to) >= Whole(from) && to.Scale >= from.Scale, MoreDigits),
        new("varchar", "varchar", false, Longer, NotShorter),
        new("varchar", "text", false),
        new("char", "char", true, Longer, NotShorter),
        new("char", "varchar", true, Longer, NotShorter),
        new("char", "text", true),
        new("cidr", "inet", false),
        new("time", "time", false, Longer, "not fewer digits of seconds"),
        new("timetz", "timetz", false, Longer, "not fewer digits of seconds"),
        new("timestamp", "timestamp", false, Longer, "not fewer digits of seconds"),
        new("timestamptz", "timestamptz", false, Longer, "not fewer digits of seconds"),
        new("interval", "interval", false, Longer, "not fewer digits of seconds"),
        new("date", "timestamp", true),
        new("json", "text", true),
        new("xml", "text", false),
        .. new[] { "boolean", "smallint", "integer", "bigint", "real", "double precision", "numeric", "uuid", "inet", "cidr", "date", "time", "timestamp", "interval", "jsonb" }
            .Select(static from => new WideningRule(from, "text", true)),
    ];

    /// <summary>How a column of one type relates to the type a source asks for now.</summary>
    public static Widening Compare(string from, string to)
    {
        var (old, wanted) = (SqlType.Parse(from), SqlType.Parse(to));
        if (old == wanted)
        {
            return Widening.Same;
        }

        if (Find(old, wanted) is { } wider)
        {
            return wider.Rewrites ? Widening.WiderByRewrite : Widening.Wider;
        }

        return Find(wanted, old) is null ? Widening.None : Widening.Narrower;
    }

    /// <summary>The smallest decimal that holds the values of both, for a scale that changed; null when one of them is no numeric.</summary>
    public static string? CommonDecimal(string one, string other)
    {
        var (left, right) = (SqlType.Parse(one), SqlType.Parse(other));
        if (left.Name is not "numeric" || right.Name is not "numeric")
        {
            return null;
        }

        if (left.Size is null || right.Size is null)
        {
            return "numeric";
        }

        var (whole, scale) = (Math.Max(Whole(left), Whole(right)), Math.Max(left.Scale ?? 0, right.Scale ?? 0));
        return new SqlType("numeric", whole + scale, scale).ToString();
    }

    private static WideningRule? Find(SqlType from, SqlType to)
        => Rules.FirstOrDefault(rule => string.Equals(rule.From, from.Name, StringComparison.Ordinal) && string.Equals(rule.To, to.Name, StringComparison.Ordinal)
            && (rule.When is null || rule.When(from, to)));

    private static bool Longer(SqlType from, SqlType to) => to.Size is null || from.Size <= to.Size;

    private static int Whole(SqlType type) => type.Size is { } size ? size - (type.Scale ?? 0) : int.MaxValue;
}
