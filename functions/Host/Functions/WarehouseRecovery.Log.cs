using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

internal sealed partial class WarehouseRecovery
{
    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Information, "PostgreSQL answers again after {Elapsed}; functions that wait for a retry go on now.")]
        public static partial void Returned(ILogger logger, TimeSpan elapsed);
    }
}
