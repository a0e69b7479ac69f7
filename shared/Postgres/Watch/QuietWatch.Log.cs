using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Watch;

public sealed partial class QuietWatch
{
    private static partial class Log
    {
        [LoggerMessage(4401, LogLevel.Warning, "{Kind} {Subject}: {Detail}")]
        public static partial void Found(ILogger logger, string kind, string subject, string detail);

        [LoggerMessage(4402, LogLevel.Information, "{Kind} {Subject}: settled.")]
        public static partial void Settled(ILogger logger, string kind, string subject);
    }
}
