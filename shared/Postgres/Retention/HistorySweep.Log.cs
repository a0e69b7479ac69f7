using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Retention;

public sealed partial class HistorySweep
{
    private static partial class Log
    {
        [LoggerMessage(4301, LogLevel.Information, "{Letters} dead letters settled more than {LetterAge} ago and {Versions} table versions older than {VersionAge} are deleted.")]
        public static partial void Swept(ILogger logger, long letters, TimeSpan letterAge, long versions, TimeSpan versionAge);
    }
}
