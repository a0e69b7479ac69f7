using System.Collections.Immutable;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>schemaChanges</c>: one word for all kinds of change, or a word for each.</summary>
internal static class SchemaChangesReader
{
    private const string Setting = "schemaChanges";

    private static readonly (string Word, SchemaChangeKind Kind)[] Kinds =
        [.. Enum.GetValues<SchemaChangeKind>().Select(kind => (char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..], kind))];

    /// <summary>The policies; a map is laid over what is inherited, a word replaces it.</summary>
    public static SchemaChangePolicies Read(Section table, SchemaChangePolicies inherited)
    {
        if (!table.IsMap(Setting))
        {
            // A word that was not written must not wipe out the kinds that `*` named.
            return table.Has(Setting) ? table.Choice(Setting, inherited.Otherwise, Words.SchemaChanges) : inherited;
        }

        var map = table.Below(Setting)!;
        var kinds = inherited.Kinds.ToBuilder();
        foreach (var (word, kind) in Kinds)
        {
            var policy = map.Choice(word, inherited.For(kind), Words.SchemaChanges);
            if (map.Has(word))
            {
                kinds[kind] = policy;
            }
        }

        var read = new SchemaChangePolicies(map.Choice("default", inherited.Otherwise, Words.SchemaChanges)) { Kinds = kinds.ToImmutable() };
        map.RefuseOthers();
        return read;
    }
}
