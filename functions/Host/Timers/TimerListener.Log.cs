using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Timers;

internal sealed partial class TimerListener
{
    private static partial class Log
    {
        [LoggerMessage(2210, LogLevel.Information, "Timer function {Function} runs (past due: {IsPastDue}).")]
        public static partial void Running(ILogger logger, string function, bool isPastDue);

        [LoggerMessage(2211, LogLevel.Information, "Timer function {Function} is done after {Elapsed}.")]
        public static partial void Ran(ILogger logger, string function, TimeSpan elapsed);

        [LoggerMessage(2212, LogLevel.Error, "Timer function {Function} failed; it runs again at its next slot.")]
        public static partial void Failed(ILogger logger, Exception cause, string function);

        [LoggerMessage(2213, LogLevel.Warning, "The lease of timer function {Function} could not be given back: {Reason} It expires by itself within {Lease}.")]
        public static partial void NotReleased(ILogger logger, string function, string reason, TimeSpan lease);

        [LoggerMessage(2214, LogLevel.Warning, "The schedule of timer function {Function} cannot be read or leased: {Reason} Asking again in {Delay}; the run is made up for.")]
        public static partial void StoreAway(ILogger logger, string function, string reason, TimeSpan delay);
    }
}
