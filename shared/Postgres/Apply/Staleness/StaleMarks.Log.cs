using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Apply.Staleness;

/// <content>Log events.</content>
public sealed partial class StaleMarks
{
    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Information, "Events of source {Source} arrive {Behind} after the time they bear, steadily: its clock and the way here. Staleness is counted from there.")]
        public static partial void Skewed(ILogger logger, string source, TimeSpan behind);
    }
}
