namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>A value of the settings tree, with the place it was written.</summary>
internal abstract class Node(Origin origin)
{
    /// <summary>Where it was written.</summary>
    public Origin Origin { get; } = origin;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>A copy that may be changed without changing this one (an alias shares its anchor's node).</summary>
    public abstract Node Copy();
}
