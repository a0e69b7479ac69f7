using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <content>Log events.</content>
public sealed partial class TableEvolution
{
    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "{Table}: {Action} {Detail} ({Outcome}).")]
        public static partial void Settled(ILogger logger, string table, string action, string detail, SchemaOutcome outcome);

        [LoggerMessage(5202, LogLevel.Warning, "{Table}: {Action} {Detail} waits for a person ({Reason}). cdc schema list --pending shows the SQL, cdc schema apply runs it.")]
        public static partial void Waits(ILogger logger, string table, string action, string detail, string reason);

        [LoggerMessage(5203, LogLevel.Error, "{Table} is paused: {Action} {Detail} ({Reason}). Nothing is lost. cdc schema list --pending shows what to do.")]
        public static partial void Paused(ILogger logger, string table, string action, string detail, string reason);

        [LoggerMessage(5204, LogLevel.Warning, "The configuration has rules for columns that {Table} does not have, so they do nothing: {Columns}. If they are static columns of a CQL table that no event has shown yet, all is well; else correct the names under tables.*.columns; cdc validate --explain shows what rules do.")]
        public static partial void StrayRules(ILogger logger, string table, string columns);
    }
}
