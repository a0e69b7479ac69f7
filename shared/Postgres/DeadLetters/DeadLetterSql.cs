namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>SQL of <see cref="DeadLetterWriter"/>.</summary>
internal static class DeadLetterSql
{
    /// <summary>
    /// One statement for all dead letters of a batch. A record that is there already stays as it is, unless a replay had settled it: where it is
    /// consumed once more, as after a rebuild of its table, and cannot be applied, it waits again. A record of another time at the same offset is of a topic made anew.
    /// </summary>
    public const string Insert =
        """
        insert into cdc.dead_letter (consumer_group, topic, partition, record_offset, source, source_table, target_table,
            record_key, record_value, headers, record_time, reason, sqlstate, message, remedy, payload, withheld, epoch)
        select $1, $2, $3, i.o, i.source, i.source_table, i.target_table, i.k, i.v, i.headers::jsonb, to_timestamp(i.ms / 1000.0), i.reason, i.sqlstate, i.message, i.remedy, i.payload, i.withheld::jsonb, $18
        from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
            as i (o, source, source_table, target_table, k, v, headers, ms, reason, sqlstate, message, remedy, payload, withheld)
        on conflict (consumer_group, topic, partition, record_offset, record_time) do update set
            source = excluded.source, source_table = excluded.source_table, target_table = excluded.target_table,
            record_key = excluded.record_key, record_value = excluded.record_value, headers = excluded.headers, record_time = excluded.record_time,
            reason = excluded.reason, sqlstate = excluded.sqlstate, message = excluded.message, remedy = excluded.remedy,
            payload = excluded.payload, withheld = excluded.withheld, epoch = excluded.epoch,
            status = 'pending', created_at = excluded.created_at, published_at = null, resolved_at = null, resolution = null
        where dead_letter.status = 'replayed'
            or (dead_letter.status = 'discarded' and (dead_letter.record_value is distinct from excluded.record_value or dead_letter.withheld is distinct from excluded.withheld))
        """;
}
