using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Apply;

/// <content>Log events.</content>
public sealed partial class ChangeApplier
{
    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "Record {Topic}/{Partition}@{Offset} went to cdc.dead_letter ({Reason}): {Message}")]
        public static partial void Parked(ILogger logger, string topic, int partition, long offset, string reason, string message);

        [LoggerMessage(4102, LogLevel.Error, "Records {Topic}/{Partition}@{First} to {Last} go to cdc.dead_letter: the failure lasts longer than postgres.outage.deadLetterAfter.")]
        public static partial void Overdue(ILogger logger, Exception cause, string topic, int partition, long first, long last);

        [LoggerMessage(4108, LogLevel.Warning, "{Values} values of {Table}.{Column} did not fit ({Kind}) and were changed by policy {Policy}; for example at offset {Offset}, key hash {Key}.")]
        public static partial void Mended(ILogger logger, long values, string table, string column, DirtyKind kind, DirtyDataPolicy policy, long offset, string key);
    }
}
