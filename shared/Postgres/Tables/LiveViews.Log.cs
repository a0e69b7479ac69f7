using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Tables;

internal static partial class LiveViews
{
    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Warning, "The view {View} could not be made or changed ({SqlState}). Events are applied all the same. As the owner of the table run: {Statement}")]
        public static partial void Refused(ILogger logger, string view, string sqlState, string statement);

        [LoggerMessage(5202, LogLevel.Warning, "{View} is there and was not made by CdcFunctions; {Table} gets no view that hides its deleted rows. Rename the one that is there to get it.")]
        public static partial void NameTaken(ILogger logger, string view, string table);
    }
}
