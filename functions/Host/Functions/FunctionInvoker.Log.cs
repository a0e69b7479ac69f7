using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Functions;

internal sealed partial class FunctionInvoker
{
    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Warning, "Function {Function} failed: {Reason}. Retry {Retry} of {Most} in {Delay}.")]
        public static partial void Retrying(ILogger logger, Exception? cause, string function, string reason, int retry, string most, TimeSpan delay);
    }
}
