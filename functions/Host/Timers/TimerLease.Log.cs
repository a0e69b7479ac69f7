using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

internal sealed partial class TimerLease
{
    private static partial class Log
    {
        [LoggerMessage(2200, LogLevel.Warning, "The lease of timer function {Function} could not be renewed: {Reason} Trying again before it expires.")]
        public static partial void NotRenewed(ILogger logger, string function, string reason);

        [LoggerMessage(2201, LogLevel.Error, "The lease of timer function {Function} is lost; its run is cancelled so that no two replicas run it.")]
        public static partial void Lost(ILogger logger, string function);
    }
}
