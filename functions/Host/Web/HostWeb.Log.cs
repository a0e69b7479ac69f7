using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Web;

internal sealed partial class HostWeb
{
    private static partial class Log
    {
        [LoggerMessage(2300, LogLevel.Information, "Health is answered at {Address}healthz/ready; functions are listed at /admin/functions.")]
        public static partial void Listening(ILogger logger, Uri address);
    }
}
