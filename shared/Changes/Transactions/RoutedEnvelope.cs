using System.Runtime.InteropServices;

namespace CdcFunctions.Changes.Transactions;

/// <summary>The few fields of a SQL Server record that tell its table and its transaction; slices of the record.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct RoutedEnvelope
{
    /// <summary>Connector's name (<c>topic.prefix</c>), database, schema and table.</summary>
    public ReadOnlySpan<byte> Prefix, Database, Schema, Table;

    /// <summary>LSNs of the source block.</summary>
    public ReadOnlySpan<byte> CommitLsn, ChangeLsn;

    /// <summary>Number of the change among those of its LSN: 2 for updates, 1 for all else.</summary>
    public long EventSerial;

    /// <summary>Transaction's id in the envelope, or of a BEGIN or END.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary><c>BEGIN</c> or <c>END</c>.</summary>
    public ReadOnlySpan<byte> Status;

    /// <summary>Place among the changes of the table in the transaction.</summary>
    public long Order;

    /// <summary>True for a change event.</summary>
    public bool HasOperation;

    /// <summary>True for a row that a snapshot has read.</summary>
    public bool IsSnapshotRead;

    /// <summary>Counts by table of an END; null when it has none.</summary>
    public List<CollectionCount>? Counts;
}
