namespace CdcFunctions.Changes;

/// <summary>What carries the version that decides which write wins.</summary>
public enum MergeMode : byte
{
    /// <summary>One version for the whole row (Scylla advanced full, SQL Server).</summary>
    Row,

    /// <summary>Every cell has its own write time (Cassandra, Scylla legacy and only-updated).</summary>
    Cell,
}
