using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Apply;

/// <content>Log events.</content>
public sealed partial class ChangeApplier
{
    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "Record {Topic}/{Partition}@{Offset} went to cdc.dead_letter ({Reason}): {Message}")]
        public static partial void Parked(ILogger logger, string topic, int partition, long offset, string reason, string message);
    }
}
