namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads how a source's transactions are applied, and refuses what cannot be atomic.</summary>
internal static class TransactionsReader
{
    private static readonly string[] AtomicOnly = ["transactionTimeout", "incompleteTransactions"];

    /// <summary>The source with its transaction settings.</summary>
    public static SourceOptions Read(Section source, SourceOptions options)
    {
        var read = options with
        {
            Transactions = source.Choice("transactions", options.Transactions, Words.Transactions),
            TransactionTimeout = source.Duration("transactionTimeout", options.TransactionTimeout, Limits.Durations<SourceOptions>(nameof(SourceOptions.TransactionTimeout))),
            IncompleteTransactions = source.Choice("incompleteTransactions", options.IncompleteTransactions, Words.IncompleteTransactions),
        };
        if (read.Transactions == TransactionMode.Atomic)
        {
            CheckAtomic(source, read);
        }
        else
        {
            foreach (var key in AtomicOnly.Where(source.IsWritten))
            {
                source.Fault(key, "has no use here", "only with transactions: atomic", "Remove it");
            }
        }

        return read;
    }

    private static void CheckAtomic(Section source, SourceOptions options)
    {
        foreach (var (table, _) in options.Tables.Where(static table => table.Value.StaleEvents is StaleEventPolicy.DeadLetter or StaleEventPolicy.Drop))
        {
            source.Fault("transactions", $"is atomic, but staleEvents of {table} would take single rows out", "staleEvents: flag or apply with transactions: atomic", "Change it there, or set transactions: perRow");
        }

        if (options.Dialect != Dialect.SqlServer && source.Has("dialect"))
        {
            source.Fault("transactions", "is atomic, but this dialect has no transactions", "atomic only with dialect: sqlserver", "Remove it");
        }
        else if (options.Topics.Count > 1 || options.Topics.Any(TopicPattern.IsPattern))
        {
            source.Fault(
                "transactions",
                "is atomic, but the source has several topics, which Kafka does not keep in one order",
                "one topic of one partition that holds all tables and the transaction metadata",
                "Route them there as docker/connectors/sqlserver-atomic.json does and name that topic in topics, or set transactions: perRow");
        }
    }
}
