namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>SQL of <see cref="DeadLetterWriter"/>.</summary>
internal static class DeadLetterSql
{
    /// <summary>One statement for all dead letters of a batch. A record that is there already stays as it is.</summary>
    public const string Insert =
        """
        insert into cdc.dead_letter (consumer_group, topic, partition, record_offset, source, source_table, target_table,
            record_key, record_value, headers, record_time, reason, sqlstate, message, remedy)
        select $1, $2, $3, i.o, i.source, i.source_table, i.target_table, i.k, i.v, i.headers::jsonb, to_timestamp(i.ms / 1000.0), i.reason, i.sqlstate, i.message, i.remedy
        from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::text[], $15::text[])
            as i (o, source, source_table, target_table, k, v, headers, ms, reason, sqlstate, message, remedy)
        on conflict (consumer_group, topic, partition, record_offset) do nothing
        """;
}
