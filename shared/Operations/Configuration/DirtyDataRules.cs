namespace CdcFunctions.Operations.Configuration;

/// <summary>What a table or a column does with dirty data, by kind.</summary>
/// <param name="Policy">The policy for kinds that are not named and that it can serve; null for none.</param>
/// <param name="Kinds">Policies by kind.</param>
public sealed record DirtyDataRules(DirtyDataPolicy? Policy, IReadOnlyDictionary<DirtyKind, DirtyDataPolicy> Kinds)
{
    /// <summary>Nothing decided.</summary>
    public static DirtyDataRules None { get; } = new(null, new Dictionary<DirtyKind, DirtyDataPolicy>());

    /// <summary>True when a policy can serve a kind: NULL does not help against NULL, and only text and digits can be cut.</summary>
    public static bool CanServe(DirtyDataPolicy policy, DirtyKind kind) => policy switch
    {
        DirtyDataPolicy.Null => IsOfValue(kind),
        DirtyDataPolicy.Default => kind == DirtyKind.NullInNotNull || IsOfValue(kind),
        DirtyDataPolicy.Truncate => kind is DirtyKind.TooLong or DirtyKind.TooPrecise or DirtyKind.BadEncoding,
        _ => true,
    };

    /// <summary>What is decided for a kind, or null.</summary>
    public DirtyDataPolicy? For(DirtyKind kind) => Kinds.TryGetValue(kind, out var policy) ? policy : Policy is { } all && CanServe(all, kind) ? all : null;

    /// <summary>As a person would write it.</summary>
    public override string ToString()
    {
        var kinds = Kinds.Select(kind => $"{Word(kind.Key.ToString())}: {Word(kind.Value.ToString())}");
        return string.Join(", ", Policy is { } policy ? kinds.Prepend(Word(policy.ToString())) : Kinds.Count == 0 ? ["deadLetter"] : kinds);
    }

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static bool IsOfValue(DirtyKind kind)
        => kind is not (DirtyKind.NullInNotNull or DirtyKind.MissingKey or DirtyKind.Constraint or DirtyKind.Unreadable);
}
