namespace CdcFunctions.Postgres.Hints;

/// <summary>SQL of <see cref="HintWriter"/>.</summary>
internal static class HintSql
{
    /// <summary>One statement for all hints of a batch; one that stands and is open stays as it is, one that was resolved is open again.</summary>
    public const string Insert =
        """
        insert into cdc.reconcile_hint as h (consumer_group, topic, partition, table_id, reason, message, record_key, record_offset)
        select $1, $2, $3, i.t, i.reason, i.message, i.k, i.o from unnest($4::integer[], $5::text[], $6::text[], $7::bytea[], $8::bigint[]) as i (t, reason, message, k, o)
        on conflict (table_id, reason, key_digest) do update set
            message = excluded.message, consumer_group = excluded.consumer_group, topic = excluded.topic, partition = excluded.partition, record_offset = excluded.record_offset,
            created_at = excluded.created_at, resolved_at = null
        where h.resolved_at is not null
        """;
}
