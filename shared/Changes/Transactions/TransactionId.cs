using System.Text;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Transactions;

/// <summary>Name of a SQL Server transaction: its commit LSN, which is also its place in the order of commits.</summary>
/// <param name="Text">As Debezium prints it.</param>
/// <param name="Version">First 64 bits.</param>
/// <param name="Slot">Last 16 bits.</param>
public sealed record TransactionId(string Text, long Version, long Slot)
{
    /// <summary>Reads an id that was read from a record before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TransactionId Parse(string text)
        => Lsn.TryParse(Encoding.UTF8.GetBytes(text), out var version, out var slot)
            ? new TransactionId(text, version, slot)
            : throw new FormatException($"{text} is no log sequence number of SQL Server.");

    /// <summary>True when this one was committed before the other.</summary>
    public bool IsBefore(TransactionId other) => Version != other.Version ? Version < other.Version : Slot < other.Slot;

    /// <inheritdoc />
    public override string ToString() => Text;
}
