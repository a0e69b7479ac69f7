namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>SQL of <see cref="DeadLetterStore"/>.</summary>
internal static class DeadLetterStoreSql
{
    private const string Columns =
        """
        id, topic, partition, record_offset as "offset", source, source_table as SourceTable, target_table as TargetTable, record_time as RecordTime,
        reason, sqlstate, message, remedy, status, attempts, created_at as CreatedAt, last_attempt_at as LastAttemptAt, resolved_at as ResolvedAt, resolution
        """;

    public const string Count = $"select count(*) from cdc.dead_letter where {DeadLetterFilterSql.Where}";

    public const string List = $"select {Columns} from cdc.dead_letter where {DeadLetterFilterSql.Where} order by id limit @limit::integer";

    public const string Entry = $"select {Columns} from cdc.dead_letter where consumer_group = @group and id = @id";

    public const string Content = "select record_key as Key, record_value as Value, headers::text as Headers from cdc.dead_letter where consumer_group = @group and id = @id";

    public const string Discard =
        $"""
        update cdc.dead_letter set status = 'discarded', resolution = 'discarded', resolved_at = now()
        where id in (select id from cdc.dead_letter where {DeadLetterFilterSql.Where} order by id limit @limit::integer for update)
        returning {Columns}
        """;
}
