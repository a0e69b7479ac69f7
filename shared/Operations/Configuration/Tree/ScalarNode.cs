namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>One value; null where the file leaves it empty.</summary>
internal sealed class ScalarNode(Origin origin, string? value, string? word = null) : Node(origin)
{
    /// <summary>The text, without quotes; null for nothing, <c>~</c> and <c>null</c>.</summary>
    public string? Value { get; } = value;

    /// <summary>The text as written: YAML's null is also a word that some settings choose (<c>dirtyData: null</c>).</summary>
    public string? Word { get; } = word ?? value;

    /// <inheritdoc/>
    public override string Kind => Value is null ? "empty" : "a single value";

    /// <inheritdoc/>
    public override Node Copy() => this;
}
