namespace CdcFunctions.Postgres.Retention;

/// <summary>SQL of <see cref="TombstoneSweep"/> and <see cref="HistorySweep"/>: one batch each, by the database's clock, passing over rows that something else is changing.</summary>
internal static class RetentionSql
{
    /// <summary>Deletes of rows.</summary>
    public const string Tombstones =
        """
        delete from cdc.tombstone where ctid = any(array(
            select ctid from cdc.tombstone
            where deleted_at < now() - @age
            order by deleted_at
            limit @batchSize
            for update skip locked))
        """;

    /// <summary>Deletes of partitions and ranges.</summary>
    public const string RangeTombstones =
        """
        delete from cdc.range_tombstone where ctid = any(array(
            select ctid from cdc.range_tombstone
            where deleted_at < now() - @age
            order by deleted_at
            limit @batchSize
            for update skip locked))
        """;

    /// <summary>Dead letters that a person or a replay has settled.</summary>
    public const string DeadLetters =
        """
        delete from cdc.dead_letter where ctid = any(array(
            select ctid from cdc.dead_letter
            where status in ('replayed', 'discarded') and resolved_at < now() - @age
            order by resolved_at
            limit @batchSize
            for update skip locked))
        """;

    /// <summary>Versions of tables' shapes that a newer one follows.</summary>
    public const string SchemaHistory =
        """
        delete from cdc.schema_history where ctid = any(array(
            select h.ctid from cdc.schema_history h
            where h.changed_at < now() - @age
                and h.status not in ('pending', 'refused')
                and exists (select from cdc.schema_history n where n.target_table = h.target_table and n.version > h.version)
            order by h.changed_at
            limit @batchSize
            for update skip locked))
        """;

    /// <summary>Counts of topics older than what is compared.</summary>
    public const string TopicActivity =
        """
        delete from cdc.topic_activity where ctid = any(array(
            select ctid from cdc.topic_activity
            where slot < now() - @age
            order by slot
            limit @batchSize
            for update skip locked))
        """;
}
