namespace CdcFunctions.Operations.Configuration;

/// <summary>What a person decided about one column.</summary>
public sealed record ColumnOptions
{
    /// <summary>How values are hidden.</summary>
    public ColumnMask Mask { get; init; }

    /// <summary>The column does not reach the target.</summary>
    public bool Exclude { get; init; }
}
