using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Retention;

public sealed partial class TombstoneSweep
{
    private static partial class Log
    {
        [LoggerMessage(4300, LogLevel.Information, "{Count} tombstones older than {Retention} are forgotten.")]
        public static partial void Swept(ILogger logger, long count, TimeSpan retention);
    }
}
