using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class GroupConsumerFactory
{
    private static partial class Log
    {
        [LoggerMessage(2150, LogLevel.Debug, "librdkafka {Facility}: {Message}")]
        public static partial void Client(ILogger logger, string facility, string message);
    }
}
