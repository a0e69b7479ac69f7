using System.Collections.Immutable;

namespace CdcFunctions.Operations.Configuration;

/// <summary>What happens when a source table changes shape: one policy, and others for single kinds of change.</summary>
/// <param name="Otherwise">Policy of every kind that is not named.</param>
public sealed record SchemaChangePolicies(SchemaChangePolicy Otherwise)
{
    /// <summary>Policies of single kinds.</summary>
    public ImmutableSortedDictionary<SchemaChangeKind, SchemaChangePolicy> Kinds { get; init; } = ImmutableSortedDictionary<SchemaChangeKind, SchemaChangePolicy>.Empty;

    /// <summary>The policy of a kind.</summary>
    public SchemaChangePolicy For(SchemaChangeKind kind) => Kinds.TryGetValue(kind, out var policy) ? policy : Otherwise;

    /// <summary>One policy for all kinds.</summary>
    public static SchemaChangePolicies FromSchemaChangePolicy(SchemaChangePolicy policy) => new(policy);

    /// <summary>One policy for all kinds.</summary>
    public static implicit operator SchemaChangePolicies(SchemaChangePolicy policy) => FromSchemaChangePolicy(policy);

    /// <summary>As a person writes it: <c>evolve</c>, or <c>evolve, dropColumn: exception</c>.</summary>
    public override string ToString()
        => string.Join(", ", Kinds.Select(kind => $"{Word(kind.Key)}: {Word(kind.Value)}").Prepend(Word(Otherwise)));

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}
