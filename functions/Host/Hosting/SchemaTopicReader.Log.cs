using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Hosting;

/// <content>Log events.</content>
internal sealed partial class SchemaTopicReader
{
    private static partial class Log
    {
        [LoggerMessage(2801, LogLevel.Information, "Schema topics {Topics} are read: {Tables} tables known.")]
        public static partial void CaughtUp(ILogger logger, string topics, int tables);

        [LoggerMessage(2802, LogLevel.Warning, "Schema topics {Topics} cannot be read: {Reason}. Data waits.")]
        public static partial void Away(ILogger logger, string topics, string reason);
    }
}
