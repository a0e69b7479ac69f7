using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class StallWatch
{
    private static partial class Log
    {
        [LoggerMessage(2170, LogLevel.Warning, "Lane {Topic}/{Partition} got nothing for a while at offset {Position}, but the broker has records up to {End}: seeking there again.")]
        public static partial void Stalled(ILogger logger, string topic, int partition, long position, long end);

        [LoggerMessage(2171, LogLevel.Warning, "Lane {Topic}/{Partition} could not be sought again: {Reason}.")]
        public static partial void NotSought(ILogger logger, string topic, int partition, string reason);
    }
}
