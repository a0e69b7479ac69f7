namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>SQL of <see cref="SchemaStore"/>.</summary>
internal static class SchemaStoreSql
{
    public const string Known = "select shape::text from cdc.source_shape where target_table = @target and source = @source and source_table = @table";

    public const string Save =
        """
        insert into cdc.source_shape (target_table, source, source_table, shape) values (@target, @source, @table, @shape::jsonb)
        on conflict (target_table, source, source_table) do update set shape = excluded.shape, updated_at = now()
        """;

    public const string Accepted = "select kind, detail from cdc.migration_task where target_table = @target and status = 'done'";

    // For a table that is not there yet: whether it can be made, its schema included.
    public const string Condition =
        """
        select coalesce(
            (select pg_catalog.pg_has_role(c.relowner, 'usage') from pg_catalog.pg_class c where c.oid = t.oid),
            (select pg_catalog.has_schema_privilege(n.oid, 'create') from pg_catalog.pg_namespace n where n.nspname = @schema),
            pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create')) as CanAlter,
          coalesce(pg_catalog.pg_table_size(t.oid::pg_catalog.oid) > @largest, false) as IsLarge,
          exists (select from pg_catalog.pg_namespace n where n.nspname = @schema) as HasSchema
        from (select pg_catalog.to_regclass(pg_catalog.quote_ident(@schema) || '.' || pg_catalog.quote_ident(@name)) as oid) as t
        """;

    private const string Insert =
        """
        insert into cdc.schema_history (target_table, version, before, after, action, status, statement, topic, partition, record_offset, source_table, kind, detail, policy)
        select @target, coalesce(max(version), 0) + 1, @before::jsonb, @after::jsonb, @action, @status, @statement, @topic, @partition, @offset, @table, @kind, @detail, @policy
        from cdc.schema_history where target_table = @target
        """;

    public const string RecordOpen = Insert +
        """

        having not exists (select from cdc.schema_history h where h.target_table = @target and h.kind = @kind and h.detail = @detail and h.status in ('pending', 'refused'))
        """;

    public const string RecordDone =
        """
        update cdc.schema_history set status = 'resolved' where target_table = @target and kind = @kind and detail = @detail and status in ('pending', 'refused');
        update cdc.migration_task set status = 'settled', resolved_at = coalesce(resolved_at, now()) where target_table = @target and kind = @kind and detail = @detail and status in ('pending', 'done');
        """ + "\n" + Insert;

    public const string AddTask =
        """
        insert into cdc.migration_task (target_table, kind, detail, statement, reason) values (@target, @kind, @detail, @statement, @reason)
        on conflict (target_table, kind, detail) where status = 'pending' do nothing
        """;
}
