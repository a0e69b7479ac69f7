namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>Keys with values, in the order written.</summary>
internal sealed class MapNode(Origin origin) : Node(origin)
{
    /// <summary>The entries in order.</summary>
    public List<MapEntry> Entries { get; } = [];

    /// <inheritdoc/>
    public override string Kind => "a map";

    /// <summary>The entry of a key; null when absent.</summary>
    public MapEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.IsCalled(key))
            {
                return entry;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override Node Copy()
    {
        var copy = new MapNode(Origin);
        copy.Entries.AddRange(Entries.Select(entry => entry with { Value = entry.Value.Copy() }));
        return copy;
    }
}
