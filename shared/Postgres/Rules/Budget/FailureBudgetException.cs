using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Budget;

/// <summary>Too many events of a table would become dead letters: the table pauses. Nothing of its batch was written.</summary>
public sealed class FailureBudgetException : Exception
{
    /// <summary>Without a message.</summary>
    public FailureBudgetException()
    {
    }

    /// <summary>With the count.</summary>
    public FailureBudgetException(string message)
        : base(message)
    {
    }

    /// <summary>With the count and its cause.</summary>
    public FailureBudgetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static FailureBudgetException Of(string source, string table, FailureBudgetOptions options, long events, long letters) => new(
        $"Table {table} of source {source} pauses: {letters} of {events} events within {options.Window} would be dead letters, and its failure budget is {options.Share} % from {options.AtLeast} on. "
        + "Its lane waits and tries again by itself; nothing is lost, other partitions go on. Look at the newest dead letters (cdc dlq list) and mend the source; or raise failureBudget and restart.");
}
