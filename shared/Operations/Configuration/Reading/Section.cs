using CdcFunctions.Operations.Configuration.Tree;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>One map of the settings tree, read key by key; what was not asked for in the end is unknown, hence a fault.</summary>
internal sealed partial class Section(SettingsReader reader, MapNode map, string path, string pattern)
{
    private readonly List<string> _asked = [];

    /// <summary>Where this section stands, such as <c>sources[0]</c>.</summary>
    public string Path => path;

    /// <summary>Where the section begins.</summary>
    public Origin Origin => map.Origin;

    /// <summary>Path of a key of this section.</summary>
    public string PathOf(string key) => Paths.Key(path, key);

    /// <summary>Where a key was written; the section itself when it was not.</summary>
    public Origin OriginOf(string key) => map.Find(key)?.Value.Origin ?? map.Origin;

    /// <summary>What all sections share.</summary>
    public SettingsReader Reader => reader;

    /// <summary>True when the key is there with any value.</summary>
    public bool Has(string key) => map.Find(key) is { Value: not ScalarNode { Value: null } };

    /// <summary>True when the key is there, even without a value.</summary>
    public bool IsWritten(string key) => map.Find(key) is not null;

    /// <summary>True when the key holds keys of its own.</summary>
    public bool IsMap(string key) => map.Find(key) is { Value: MapNode };

    /// <summary>True when the key holds a list without entries.</summary>
    public bool IsEmptyList(string key) => map.Find(key) is { Value: ListNode { Items.Count: 0 } };

    /// <summary>A fault at a place that the caller knows.</summary>
    public void FaultAt(Origin origin, string at, string problem, string? allowed, string? remedy)
        => reader.Faults.Add(origin, at, problem, allowed, remedy);

    /// <summary>A fault of a key of this section.</summary>
    public void Fault(string key, string problem, string? allowed, string? remedy)
        => reader.Faults.Add(OriginOf(key), PathOf(key), problem, allowed, remedy);

    /// <summary>A fault that shows the key's value, unless it is a secret.</summary>
    public void FaultyValue(string key, string? value, string allowed, string? remedy)
        => Fault(key, $"is {Redaction.Shown(PathOf(key), value)}", allowed, remedy);

    /// <summary>A key that must be there is not.</summary>
    public void FaultMissing(string key, string allowed, string example)
        => reader.Faults.Add(map.Origin, PathOf(key), "is missing", allowed, reader.HowToGive(PathOf(key), example));

    /// <summary>How to write a better value of a key where the present one stands.</summary>
    public string ChangeTo(string key, string value) => $"Change it to: {OriginOf(key).Assignment(key, value)}";

    /// <summary>The section below a key; null when absent.</summary>
    public Section? Below(string key) => Ask(key) switch
    {
        null => null,
        MapNode below => new Section(reader, below, PathOf(key), Paths.Key(pattern, key)),
        var other => WrongKind<Section>(key, other, "keys and values, one to a line and indented"),
    };

    /// <summary>The sections of a list.</summary>
    public IReadOnlyList<Section> Sections(string key)
    {
        switch (Ask(key))
        {
            case null:
                return [];
            case ListNode list:
                return [.. list.Items.Select((item, index) => Item(key, item, index)).OfType<Section>()];
            case var other:
                _ = WrongKind<Section>(key, other, "a list, each entry with a dash");
                return [];
        }
    }

    /// <summary>Sections under names that a person chose; a name without a value is an empty section.</summary>
    public IReadOnlyList<(string Name, Section Section)> Named()
    {
        var named = new List<(string, Section)>();
        foreach (var entry in map.Entries)
        {
            _asked.Add(entry.Key);
            var below = entry.Value is ScalarNode { Value: null } ? new MapNode(entry.Origin) : entry.Value as MapNode;
            if (below is null)
            {
                reader.Faults.Add(entry.Value.Origin, PathOf(entry.Key), $"is {entry.Value.Kind}", "keys and values", "Write them indented below the name, or in braces");
                continue;
            }

            named.Add((entry.Key, new Section(reader, below, PathOf(entry.Key), Paths.Key(pattern, "*"))));
        }

        return named;
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var entry in map.Entries)
        {
            if (_asked.Exists(entry.IsCalled))
            {
                continue;
            }

            var meant = EditDistance.Nearest(entry.Key, _asked);
            reader.Faults.Add(
                entry.Origin,
                PathOf(entry.Key),
                "is not a setting",
                string.Join(", ", _asked),
                meant is null ? "Remove it, or move it to where it belongs" : $"Did you mean {meant}?");
        }
    }

    private Section? Item(string key, Node item, int index) => item is MapNode map
        ? new Section(reader, map, Paths.Item(PathOf(key), index), Paths.Key(pattern, key) + "[]")
        : FaultyItem(key, item, index);

    private Section? FaultyItem(string key, Node item, int index)
    {
        reader.Faults.Add(item.Origin, Paths.Item(PathOf(key), index), $"is {item.Kind}", "keys and values", "Write - name: … and the other keys below it");
        return null;
    }

    // The value of a key, null when absent or empty; remembers that the key is ours.
    private Node? Ask(string key)
    {
        _asked.Add(key);
        reader.Know(Paths.Key(pattern, key));
        return map.Find(key)?.Value is { } value and not ScalarNode { Value: null } ? value : null;
    }

    private T? WrongKind<T>(string key, Node node, string allowed)
        where T : class
    {
        Fault(key, $"is {node.Kind}", allowed, remedy: null);
        return null;
    }
}
