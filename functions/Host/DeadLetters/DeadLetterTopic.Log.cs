using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.DeadLetters;

/// <content>Log events.</content>
internal sealed partial class DeadLetterTopic
{
    private static partial class Log
    {
        [LoggerMessage(2901, LogLevel.Warning, "Dead letters cannot be sent to {Topic}: {Reason} They wait in cdc.dead_letter and are tried again every second.")]
        public static partial void Away(ILogger logger, string topic, string reason);
    }
}
