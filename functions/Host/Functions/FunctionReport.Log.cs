using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

internal sealed partial class FunctionReport
{
    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Information, "Function {Function} does not run here: {Reason}.")]
        public static partial void Disabled(ILogger logger, string function, string reason);

        [LoggerMessage(2001, LogLevel.Information, "Function {Function} runs on schedule {Schedule} (missed slots made up for: {IsMonitored}).")]
        public static partial void Timer(ILogger logger, string function, string schedule, bool isMonitored);

        [LoggerMessage(2002, LogLevel.Information, "host.json: {Setting} is ignored: {Reason}.")]
        public static partial void Ignored(ILogger logger, string setting, string reason);

        [LoggerMessage(2003, LogLevel.Warning, "No function runs in this process. Configure sources, or name functions that exist.")]
        public static partial void NothingToRun(ILogger logger);
    }
}
