using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>A table's policy is to stop at this record. Nothing of its batch was written, and its lane waits for a person.</summary>
public sealed class RejectedDataException : Exception
{
    /// <summary>Without a message.</summary>
    public RejectedDataException()
    {
    }

    /// <summary>With what was found.</summary>
    public RejectedDataException(string message)
        : base(message)
    {
    }

    /// <summary>With what was found and its cause.</summary>
    public RejectedDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static RejectedDataException Of(string table, string? column, DirtyKind kind, in SourceRecord record)
    {
        var word = char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
        return new RejectedDataException(
            $"Table {table}{(column is null ? "" : $", column {column}")}: dirty data of kind {word} at {record.Topic}/{record.Partition}@{record.Offset} (key hash {DirtyTally.KeyHash(record)}), and its policy is reject. "
            + "The lane stands at the beginning of this batch; nothing is lost. Mend the table, and the lane goes on by itself; or choose another dirtyData policy for this kind and restart.");
    }
}
