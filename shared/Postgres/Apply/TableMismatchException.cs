using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply;

/// <summary>A target table cannot take what the source sends; the message names every column, why, and what to do.</summary>
public sealed class TableMismatchException : Exception
{
    /// <summary>What a message says of the events.</summary>
    internal const string Waits = " Its lane waits; nothing is lost.";

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

    /// <summary>The source table, where the policies or rules of one table cannot be followed.</summary>
    public TableName? Table { get; internal set; }

    internal static string Describe(TargetTableName table, IEnumerable<BindingFault> faults)
        => $"Table {table} cannot take what the source sends.{Waits}\n" + string.Join('\n', faults.Select(f => $"  {f.Message} {f.Remedy}"));

    internal static string Paused(TargetTableName table, SchemaStep step, string reason) => (step.Change.Kind, step.Outcome) switch
    {
        (SchemaChangeKind.CreateTable, SchemaOutcome.Refused) => $"Table {table} does not exist ({reason}).{Waits} Create it (cdc schema list --pending shows how), or set schemaChanges: evolve.",
        (SchemaChangeKind.CreateTable, _) => $"Table {table} does not exist and could not be created ({reason}).{Waits} Run cdc schema apply as a role that may, or create it by hand (cdc schema list --pending shows the SQL); columns that it cannot have can be left out (columns: {{ NAME: {{ exclude: true }} }}).",
        _ => $"Table {table} is paused: {SchemaStore.KindName(step.Change.Kind)} {step.Change.Describe()} ({reason}).{Waits} See cdc schema list --pending, then run cdc schema apply, or change schemaChanges.",
    };
}
