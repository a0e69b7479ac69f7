using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class KafkaListener
{
    private static partial class Log
    {
        [LoggerMessage(2160, LogLevel.Information, "{Function} listens to {Topics} as {Group} at {Brokers}.")]
        public static partial void Started(ILogger logger, string function, string topics, string group, string brokers);

        [LoggerMessage(2161, LogLevel.Error, "The consumer of {Function} died; a new one starts in {Delay}. Batches that ran are cancelled and repeated.")]
        public static partial void Died(ILogger logger, Exception cause, string function, TimeSpan delay);

        [LoggerMessage(2162, LogLevel.Warning, "{Function} could not leave its group in order: {Reason}. The group takes its partitions back by itself.")]
        public static partial void NotLeft(ILogger logger, string function, string reason);

        [LoggerMessage(2163, LogLevel.Error, "{Function} did not stop within {Timeout}; going on without it. What it had not committed is repeated.")]
        public static partial void Unfinished(ILogger logger, string function, TimeSpan timeout);
    }
}
