namespace CdcFunctions.Changes;

/// <summary>All columns a source table had when it sent rows: what an embedded schema says.</summary>
/// <param name="Columns">The columns, key included.</param>
public sealed record SourceShape(IReadOnlyList<ColumnShape> Columns)
{
    /// <summary>First row of the batch that has this shape.</summary>
    public int FirstRow { get; init; }

    /// <summary>What the shape was made from: a better look at the same schema takes the place of the first.</summary>
    internal object? Owner { get; init; }
}
