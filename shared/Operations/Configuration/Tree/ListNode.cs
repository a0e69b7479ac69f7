namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>A list of values.</summary>
internal sealed class ListNode(Origin origin) : Node(origin)
{
    /// <summary>The values in order.</summary>
    public List<Node> Items { get; } = [];

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override Node Copy()
    {
        var copy = new ListNode(Origin);
        copy.Items.AddRange(Items.Select(item => item.Copy()));
        return copy;
    }
}
