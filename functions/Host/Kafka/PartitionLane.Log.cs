using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class PartitionLane
{
    private static partial class Log
    {
        [LoggerMessage(2100, LogLevel.Critical, "Lane {Topic}/{Partition} stopped at offset {Offset}: the function failed for good. Nothing is skipped; mend the cause, then restart the host.")]
        public static partial void Stopped(ILogger logger, Exception cause, string topic, int partition, long? offset);

        [LoggerMessage(2101, LogLevel.Warning, "Lane {Topic}/{Partition} stopped at offset {Offset}: another worker has written for it ({Reason}). It asks for its position again.")]
        public static partial void Fenced(ILogger logger, string topic, int partition, long? offset, string reason);
    }
}
