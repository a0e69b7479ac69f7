using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply;

/// <summary>A target table cannot take what the source sends; the message names every column, why, and what to do.</summary>
public sealed class TableMismatchException : Exception
{
    /// <summary>Without a message.</summary>
    public TableMismatchException()
    {
    }

    /// <summary>With every mismatch, one a line.</summary>
    public TableMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>With every mismatch and the cause.</summary>
    public TableMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static string Describe(TargetTableName table, IEnumerable<BindingFault> faults)
        => $"Table {table} cannot take what the source sends. Its lane waits; nothing is lost.\n" + string.Join('\n', faults.Select(f => $"  {f.Message} {f.Remedy}"));

    internal static string NotAllowed(TargetTableName table, IReadOnlyCollection<string> columns, SchemaChangePolicy policy)
        => columns.Count == 0
            ? $"Table {table} does not exist, and schemaChanges is {Name(policy)}. Create it, or set schemaChanges: evolve."
            : $"Table {table} has no column for {string.Join(", ", columns)}, and schemaChanges is {Name(policy)}. Add the columns, or set schemaChanges: evolve.";

    private static string Name(SchemaChangePolicy policy) => policy.ToString().ToLowerInvariant();
}
