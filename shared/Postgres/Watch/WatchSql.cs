namespace CdcFunctions.Postgres.Watch;

/// <summary>SQL of <see cref="QuietWatch"/>.</summary>
internal static class WatchSql
{
    /// <summary>Keeps how far each topic is now, in the quarter of an hour that is running.</summary>
    public const string Sample =
        """
        insert into cdc.topic_activity as a (consumer_group, topic, slot, records)
        select @group, topic, to_timestamp(floor(extract(epoch from @now::timestamptz) / 900) * 900), sum(next_offset)
        from cdc.checkpoint where consumer_group = @group and next_offset is not null group by topic
        on conflict (consumer_group, topic, slot) do update set records = excluded.records where a.records <> excluded.records
        """;

    /// <summary>Samples of the last eight days.</summary>
    public const string Samples =
        "select topic, slot + interval '15 minutes' as at, records from cdc.topic_activity where consumer_group = @group and slot > @now - interval '8 days' order by topic, slot";

    /// <summary>Dead letters that nobody settled.</summary>
    public const string DeadLetters =
        """
        select coalesce(target_table, topic) as subject, count(*) as number from cdc.dead_letter
        where status in ('pending', 'failed-again') and created_at < @before group by 1
        """;

    /// <summary>True where the installed version keeps migration tasks.</summary>
    public const string HasMigrations = "select to_regclass('cdc.migration_task') is not null";

    /// <summary>Migrations that nobody ran.</summary>
    public const string Migrations =
        "select target_table as subject, count(*) as number from cdc.migration_task where status = 'pending' and created_at < @before group by 1";

    /// <summary>Keeps a finding; true when it is new.</summary>
    public const string Keep =
        """
        insert into cdc.finding as f (kind, subject, detail, since, last_seen) values (@Kind, @Subject, @Detail, @now, @now)
        on conflict (kind, subject) do update set detail = excluded.detail, last_seen = excluded.last_seen
        returning xmax = 0
        """;

    /// <summary>Takes away what does not hold any more.</summary>
    public const string Settle = "delete from cdc.finding where last_seen < @now returning kind, subject, detail";
}
