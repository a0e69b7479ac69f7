using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Transactions;

public sealed partial class TransactionApplier
{
    private static partial class Log
    {
        [LoggerMessage(4401, LogLevel.Warning, "Transaction {Transaction} of source {Source} waits for its END for more than {Timeout}; {Events} changes are staged and none is visible. incompleteTransactions is wait: it goes on waiting.")]
        public static partial void Overdue(ILogger logger, string transaction, string source, long events, TimeSpan timeout);

        [LoggerMessage(4402, LogLevel.Warning, "Transaction {Transaction} of source {Source} is {Done} with the {Events} changes that arrived, as incompleteTransactions says; more may be missing.")]
        public static partial void Released(ILogger logger, string transaction, string source, long events, string done);

        [LoggerMessage(4403, LogLevel.Warning, "{Count} ENDs of source {Source} came without any change of their transaction. After a restart of the connector that is a repeat; else its only change was lost, and the tables should be reconciled.")]
        public static partial void EmptyEnds(ILogger logger, string source, int count);

        [LoggerMessage(4404, LogLevel.Warning, "An overdue transaction of source {Source} could not be released: {Reason} It is tried again with the next record.")]
        public static partial void ReleaseFailed(ILogger logger, string source, string reason);

        [LoggerMessage(4405, LogLevel.Warning, "{Count} transactions of source {Source} went to cdc.dead_letter as wholes, because a row of them cannot be applied.")]
        public static partial void Parked(ILogger logger, string source, int count);
    }
}
