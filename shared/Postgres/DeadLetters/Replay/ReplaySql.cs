namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>SQL of <see cref="ReplayLedger"/>.</summary>
internal static class ReplaySql
{
    /// <summary>The letters to replay, in the order they are replayed in.</summary>
    public const string Candidates =
        $"""
        select id, topic, partition, record_offset as "offset", row_number() over (partition by topic, partition, record_offset order by id)::integer as life
        from (select id, topic, partition, record_offset from cdc.dead_letter where {DeadLetterFilterSql.Where} order by id limit @limit::integer) as chosen
        order by topic, partition, life, record_offset
        """;

    /// <summary>What letters' records say of their transactions.</summary>
    public const string Values = "select id, record_value from cdc.dead_letter where id = any($1)";

    /// <summary>Locks the letters that are still open; waits for a replay that has them.</summary>
    public const string Claim =
        """
        select id, created_at, topic, partition, record_offset, record_key, record_value, (extract(epoch from record_time) * 1000)::bigint, headers::text, payload in ('original', 'emptied'), epoch, consumer_group
        from cdc.dead_letter where id = any($1) and status in ('pending', 'failed-again') order by id for update
        """;

    /// <summary>What replays at some times have applied: what was written at such a time is not newer than the last of its letters.</summary>
    public const string LastOffsets =
        """
        select resolved_at, max(record_offset) from cdc.dead_letter
        where resolved_at = any($1) and consumer_group = $2 and topic = $3 and partition = $4 and status = 'replayed' and resolution = 'applied'
        group by resolved_at
        """;

    /// <summary>No lane writes to the tables from here to the commit: what is read of them stays true.</summary>
    public const string Lock = "select pg_advisory_xact_lock(1128547121, id) from (select id from unnest($1::integer[]) as id order by id) as tables";

    public const string Settle =
        """
        update cdc.dead_letter as d set status = 'replayed', resolution = i.resolution, attempts = attempts + 1, last_attempt_at = now(), resolved_at = now()
        from unnest($1::bigint[], $2::text[]) as i (id, resolution) where d.id = i.id
        """;

    public const string FailAgain =
        """
        update cdc.dead_letter as d set status = 'failed-again', attempts = attempts + 1, last_attempt_at = now(), source = coalesce(i.source, d.source),
            source_table = coalesce(i.source_table, d.source_table), target_table = coalesce(i.target_table, d.target_table),
            reason = i.reason, sqlstate = i.sqlstate, message = i.message, remedy = i.remedy
        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
            as i (id, source, source_table, target_table, reason, sqlstate, message, remedy)
        where d.id = i.id
        """;
}
