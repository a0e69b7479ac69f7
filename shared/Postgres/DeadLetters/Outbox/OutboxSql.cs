namespace CdcFunctions.Postgres.DeadLetters.Outbox;

/// <summary>SQL of <see cref="DeadLetterOutbox"/>.</summary>
internal static class OutboxSql
{
    /// <summary>$1 consumer group, $2 most letters. Those that another replica is sending are left to it.</summary>
    public const string Take =
        """
        select id, topic, partition, record_offset, record_key, record_value, (extract(epoch from record_time) * 1000)::bigint, headers::text,
            source, source_table, target_table, reason, sqlstate, message, remedy, payload, created_at
        from cdc.dead_letter where consumer_group = $1 and published_at is null order by id limit $2 for update skip locked
        """;

    /// <summary>$1 numbers of the letters.</summary>
    public const string Mark = "update cdc.dead_letter set published_at = now() where id = any($1)";
}
