namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>One value; null where the file leaves it empty.</summary>
internal sealed class ScalarNode(Origin origin, string? value) : Node(origin)
{
    /// <summary>The text, without quotes.</summary>
    public string? Value { get; } = value;

    /// <inheritdoc/>
    public override string Kind => Value is null ? "empty" : "a single value";

    /// <inheritdoc/>
    public override Node Copy() => this;
}
