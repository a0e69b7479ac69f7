using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class LaneClosing
{
    private static partial class Log
    {
        [LoggerMessage(2130, LogLevel.Error, "The function of lane {Topic}/{Partition} ignores its cancellation; the lane goes on without it. Its batch is not committed and will be repeated.")]
        public static partial void Abandoned(ILogger logger, string topic, int partition);
    }
}
