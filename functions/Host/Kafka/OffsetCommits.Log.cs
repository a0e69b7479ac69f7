using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class OffsetCommits
{
    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Information, "Kafka refused a commit during a rebalance ({Reason}); it is repeated after the next poll.")]
        public static partial void RefusedInRebalance(ILogger logger, string reason);

        [LoggerMessage(2121, LogLevel.Warning, "A commit to Kafka failed ({Reason}); it is repeated. Rows are safe: PostgreSQL holds the position.")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(2122, LogLevel.Warning, "Kafka did not answer a commit within {Timeout}; going on without. Rows are safe: PostgreSQL holds the position.")]
        public static partial void TimedOut(ILogger logger, TimeSpan timeout);
    }
}
