namespace CdcFunctions.Postgres.Schema.History;

/// <summary>SQL of <see cref="SchemaLedger"/>.</summary>
internal static class SchemaLedgerSql
{
    // A table is named in full, or by its last part.
    private const string IsTable = "(@table::text is null or h.target_table = @table or h.target_table like '%.' || @like)";

    public const string Tables =
        $"""
        select distinct on (h.target_table) h.target_table as "Table", h.version as Version, h.action as Action, h.detail as Detail, h.status as Status,
          h.changed_at at time zone 'UTC' as ChangedAt,
          (select count(*)::int from cdc.migration_task m where m.target_table = h.target_table and m.status = 'pending') as PendingTasks
        from cdc.schema_history h where {IsTable} order by h.target_table, h.version desc
        """;

    public const string History =
        """
        select target_table as "Table", version as Version, action as Action, detail as Detail, status as Status, policy as Policy, statement as Statement, source_table as SourceTable,
          topic as Topic, partition as Partition, record_offset as "Offset", changed_at at time zone 'UTC' as ChangedAt, before::text as Before, after::text as After
        from cdc.schema_history where target_table = @table order by version
        """;

    public const string Pending =
        $"""
        select h.id as Id, h.target_table as "Table", h.kind as Kind, h.detail as Detail, h.statement as Statement, h.reason as Reason, h.error as Error, h.created_at at time zone 'UTC' as CreatedAt
        from cdc.migration_task h where h.status = 'pending' and {IsTable} order by h.target_table, h.id
        """;

    public const string Done = "update cdc.migration_task set status = 'done', error = null, resolved_at = now() where id = @id and status = 'pending'";

    public const string Failed = "update cdc.migration_task set error = @error where id = @id";

    public const string Record =
        """
        update cdc.schema_history set status = 'resolved' where target_table = @table and kind = @kind and detail = @detail and status in ('pending', 'refused');
        insert into cdc.schema_history (target_table, version, before, after, action, status, statement, kind, detail, policy)
        select @table, coalesce(max(version), 0) + 1, @before::jsonb, @after::jsonb, 'apply task', 'applied', @statement, @kind, @detail, 'by hand' from cdc.schema_history where target_table = @table
        """;
}
