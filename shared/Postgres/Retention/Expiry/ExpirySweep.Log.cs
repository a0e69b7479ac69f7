using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Retention.Expiry;

public sealed partial class ExpirySweep
{
    private static partial class Log
    {
        [LoggerMessage(4310, LogLevel.Information, "Expired in {Table}: {Rows} rows, and values of {Others} more.")]
        public static partial void Swept(ILogger logger, string table, long rows, long others);

        [LoggerMessage(4311, LogLevel.Error, "What expired in {Rows} rows of {Table} cannot be taken out ({SqlState} {Place}). A value that expires becomes NULL: drop NOT NULL from the column, or the constraint.")]
        public static partial void Refused(ILogger logger, int rows, string table, string sqlState, string place);

        [LoggerMessage(4315, LogLevel.Error, "What expired in {Schema}.{Table} cannot be taken out ({SqlState} {Reason}). Other tables are swept; the next run tries again.")]
        public static partial void Failed(ILogger logger, string schema, string table, string sqlState, string reason);

        [LoggerMessage(4312, LogLevel.Error, "Table {Schema}.{Table} has no key over ({Key}) any more; what expires in it stays. It is swept again after the next event with a time to live.")]
        public static partial void OtherKey(ILogger logger, string schema, string table, string key);

        [LoggerMessage(4313, LogLevel.Information, "Table {Table} has an index for what expires now: {Statement}")]
        public static partial void Indexed(ILogger logger, string table, string statement);

        [LoggerMessage(4314, LogLevel.Warning, "No index for what expires in {Table} could be made ({SqlState}), so each sweep reads the whole table. As its owner run: {Statement}")]
        public static partial void NoIndex(ILogger logger, string table, string sqlState, string statement);
    }
}
