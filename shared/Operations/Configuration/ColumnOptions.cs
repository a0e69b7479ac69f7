namespace CdcFunctions.Operations.Configuration;

/// <summary>What a person decided about one column.</summary>
public sealed record ColumnOptions
{
    /// <summary>Nothing decided.</summary>
    public static ColumnOptions Default { get; } = new();

    /// <summary>How values are hidden.</summary>
    public ColumnMask Mask { get; init; }

    /// <summary>The column does not reach the target.</summary>
    public bool Exclude { get; init; }

    /// <summary>Name of the target column; the folded source name when not given.</summary>
    public string? Rename { get; init; }

    /// <summary>Text loses white space at both ends.</summary>
    public bool Trim { get; init; }

    /// <summary>Whether text changes its letters.</summary>
    public ColumnCase Case { get; init; }

    /// <summary>What to do with values that do not fit, where the table is not to decide.</summary>
    public DirtyDataRules DirtyData { get; init; } = DirtyDataRules.None;

    /// <summary>IANA name of the zone that times without zone are in; they become UTC. Null leaves them as they are.</summary>
    public string? TimeZone { get; init; }
}
