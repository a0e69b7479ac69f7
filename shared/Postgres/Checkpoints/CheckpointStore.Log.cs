using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Checkpoints;

/// <content>Log events.</content>
public sealed partial class CheckpointStore
{
    private static partial class Log
    {
        [LoggerMessage(4110, LogLevel.Warning, "Partition {Topic}/{Partition} was held by an open transaction of a worker that has lost it; sessions ended: {Sessions}. What it did not commit is applied again.")]
        public static partial void Evicted(ILogger logger, string topic, int partition, long sessions);
    }
}
