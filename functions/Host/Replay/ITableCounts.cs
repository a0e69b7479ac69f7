namespace CdcFunctions.Host.Replay;

/// <summary>The running counts of a host or a replay, per target table.</summary>
public interface ITableCounts
{
    /// <summary>The counts since start, in the order of first arrival.</summary>
    IReadOnlyList<TableCounts> Read();
}
