namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>dirtyData</c> of a table or a column: one policy, or a map by kind.</summary>
internal static class DirtyDataReader
{
    private const string Key = "dirtyData";

    /// <summary>The rules; what is not named keeps what <paramref name="inherited"/> says.</summary>
    public static DirtyDataRules Read(Section section, DirtyDataRules inherited)
    {
        if (section.IsMap(Key))
        {
            return inherited with { Kinds = Kinds(section.Below(Key)!, inherited.Kinds) };
        }

        var all = section.Choice<DirtyDataPolicy?>(Key, null, [.. Words.DirtyData.Select(word => (word.Word, (DirtyDataPolicy?)word.Value))]);
        var isDefault = all == DirtyDataPolicy.DeadLetter && inherited == DirtyDataRules.None;
        return all is null || isDefault ? inherited : new DirtyDataRules(all, DirtyDataRules.None.Kinds);
    }

    private static Dictionary<DirtyKind, DirtyDataPolicy> Kinds(Section map, IReadOnlyDictionary<DirtyKind, DirtyDataPolicy> inherited)
    {
        var kinds = new Dictionary<DirtyKind, DirtyDataPolicy>(inherited);
        foreach (var (word, kind) in Words.DirtyKinds)
        {
            var policy = map.Choice(word, inherited.TryGetValue(kind, out var before) ? before : DirtyDataPolicy.DeadLetter, Words.DirtyData);
            if (!map.IsWritten(word))
            {
                continue;
            }

            kinds[kind] = policy;
            if (!DirtyDataRules.CanServe(policy, kind))
            {
                var allowed = string.Join(", ", Words.DirtyData.Where(one => DirtyDataRules.CanServe(one.Value, kind)).Select(one => one.Word));
                map.Fault(word, $"is {policy.ToString().ToLowerInvariant()}, which cannot help here", allowed, "Choose one of them");
            }
        }

        map.RefuseOthers();
        return kinds;
    }
}
