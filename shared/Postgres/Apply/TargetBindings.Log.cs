using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Apply;

/// <content>Log events.</content>
public sealed partial class TargetBindings
{
    private static partial class Log
    {
        [LoggerMessage(5101, LogLevel.Warning, "Table {Table} has no column for {Columns}; schemaChanges is ignore, so they are left out.")]
        public static partial void LeftOut(ILogger logger, string table, string columns);
    }
}
