namespace CdcFunctions.Operations.Configuration;

/// <summary>Where the static columns of a clustered table go (ScyllaDB).</summary>
public enum StaticColumnPolicy
{
    /// <summary>Into a table of their own, one row a partition.</summary>
    OwnTable,

    /// <summary>Into that table, and into every row of their partition.</summary>
    Repeat,
}
