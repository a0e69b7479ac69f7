using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

internal sealed partial class PollLoop
{
    private static partial class Log
    {
        [LoggerMessage(2140, LogLevel.Information, "{Function}: {Count} partitions assigned; {Total} lanes now.")]
        public static partial void Assigned(ILogger logger, string function, int count, int total);

        [LoggerMessage(2141, LogLevel.Information, "{Function}: {Count} partitions handed over; {Total} lanes left.")]
        public static partial void Revoked(ILogger logger, string function, int count, int total);

        [LoggerMessage(2142, LogLevel.Warning, "{Function}: {Count} partitions lost without notice; their running batches are cancelled and repeated by the new owner.")]
        public static partial void Lost(ILogger logger, string function, int count);

        [LoggerMessage(2143, LogLevel.Warning, "{Function}: the Kafka client reports {Code}: {Reason}")]
        public static partial void ClientError(ILogger logger, string function, ErrorCode code, string reason);

        [LoggerMessage(2144, LogLevel.Critical, "Lane {Topic}/{Partition} stopped: {Problem}. Nothing is skipped until a person decides.")]
        public static partial void LaneUnreadable(ILogger logger, string topic, int partition, string problem);

        [LoggerMessage(2145, LogLevel.Information, "{Function}: stopping; {Lanes} lanes finish what runs, for at most {Patience}.")]
        public static partial void Draining(ILogger logger, string function, int lanes, TimeSpan patience);

        [LoggerMessage(2146, LogLevel.Information, "{Function}: stopped and committed after {Elapsed}.")]
        public static partial void Drained(ILogger logger, string function, TimeSpan elapsed);

        [LoggerMessage(2147, LogLevel.Information, "Lane {Topic}/{Partition}: offset {Found} came where {Expected} was due; looking again before it is believed.")]
        public static partial void Gap(ILogger logger, string topic, int partition, long expected, long found);
    }
}
