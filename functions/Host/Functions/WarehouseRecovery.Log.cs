using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

internal sealed partial class WarehouseRecovery
{
    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Information, "PostgreSQL takes batches again after {Elapsed}; functions that wait for a retry go on now.")]
        public static partial void Returned(ILogger logger, TimeSpan elapsed);

        [LoggerMessage(2021, LogLevel.Warning, "PostgreSQL failed several times in a row: no batch is sent for a minute, unless it shows itself before.")]
        public static partial void Opened(ILogger logger);

        [LoggerMessage(2022, LogLevel.Information, "One batch tries PostgreSQL again.")]
        public static partial void Probing(ILogger logger);
    }
}
