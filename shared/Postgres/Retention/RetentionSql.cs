namespace CdcFunctions.Postgres.Retention;

/// <summary>SQL of <see cref="TombstoneSweep"/> and <see cref="HistorySweep"/>: one batch each, by the database's clock, passing over rows that something else is changing.</summary>
internal static class RetentionSql
{
    /// <summary>Deletes of rows.</summary>
    public static readonly string Tombstones = Oldest("cdc.tombstone", "deleted_at");

    /// <summary>Deletes of partitions and ranges.</summary>
    public static readonly string RangeTombstones = Oldest("cdc.range_tombstone", "deleted_at");

    /// <summary>Dead letters that a person or a replay has settled.</summary>
    public static readonly string DeadLetters = Oldest("cdc.dead_letter", "resolved_at", "r.status in ('replayed', 'discarded')");

    /// <summary>Names of parked transactions: no connector goes back so far.</summary>
    public static readonly string ParkedTransactions = Oldest("cdc.parked_transaction", "parked_at");

    /// <summary>Versions of tables' shapes that a newer one follows.</summary>
    public static readonly string SchemaHistory = Oldest(
        "cdc.schema_history",
        "changed_at",
        "r.status not in ('pending', 'refused') and exists (select from cdc.schema_history n where n.target_table = r.target_table and n.version > r.version)");

    /// <summary>Counts of topics older than what is compared.</summary>
    public static readonly string TopicActivity = Oldest("cdc.topic_activity", "slot");

    private static string Oldest(string table, string time, string condition = "true") =>
        $"""
        delete from {table} where ctid = any(array(
            select r.ctid from {table} r
            where r.{time} < now() - @age and {condition}
            order by r.{time}
            limit @batchSize
            for update skip locked))
        """;
}
