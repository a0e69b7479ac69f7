using System.Runtime.InteropServices;

namespace CdcFunctions.Changes.Transactions;

/// <summary>What one record of a topic that holds whole transactions says about them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Transaction; null for records of none.</param>
/// <param name="Collection">Table of a change, <c>database.schema.table</c>.</param>
/// <param name="Order">Number of the change among those of its table, from 1; 0 when the connector sends no transaction metadata.</param>
/// <param name="Counts">What an END promises.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TransactionMark(
    TransactionMarkKind Kind, TransactionId? Id = null, string? Collection = null, long Order = 0, IReadOnlyList<CollectionCount>? Counts = null)
{
    /// <summary>A record of no transaction.</summary>
    public static TransactionMark None { get; } = new(TransactionMarkKind.None);

    /// <summary>A record that nobody can read.</summary>
    public static TransactionMark Unreadable { get; } = new(TransactionMarkKind.Unreadable);
}
