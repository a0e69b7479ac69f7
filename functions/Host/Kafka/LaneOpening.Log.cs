using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class LaneOpening
{
    private static partial class Log
    {
        [LoggerMessage(2110, LogLevel.Warning, "Lane {Topic}/{Partition} waits for its position: {Reason}. Asking again in {Delay}; nothing is lost meanwhile.")]
        public static partial void Waiting(ILogger logger, string topic, int partition, string reason, TimeSpan delay);

        [LoggerMessage(2111, LogLevel.Information, "Lane {Topic}/{Partition} opens at offset {Offset} known to {Source}, epoch {Epoch}.")]
        public static partial void Opening(ILogger logger, string topic, int partition, long epoch, long offset, string source);

        [LoggerMessage(2112, LogLevel.Critical, "Lane {Topic}/{Partition} does not open: {Problem}. Nothing is skipped until a person decides: set Kafka__MissingOffset to earliest or latest, or reconcile.")]
        public static partial void OffsetMissing(ILogger logger, string topic, int partition, string problem);

        [LoggerMessage(2113, LogLevel.Error, "Lane {Topic}/{Partition}: {Problem}. As Kafka__MissingOffset {Policy} says, it goes on at {Offset}; records in between are not applied.")]
        public static partial void OffsetReplaced(ILogger logger, string topic, int partition, string problem, MissingOffsetPolicy policy, long offset);
    }
}
