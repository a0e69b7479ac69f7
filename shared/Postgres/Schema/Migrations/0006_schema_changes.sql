-- What is known of source tables, which changes were seen, and what waits for a person.

create table cdc.source_shape (
    target_table text        not null,
    source       text        not null,
    source_table text        not null,
    shape        jsonb       not null,
    updated_at   timestamptz not null default now(),
    primary key (target_table, source, source_table)
);

comment on table cdc.source_shape is 'The columns each source table has and had, so that every replica tells a change from what it knows.';

alter table cdc.schema_history
    add column source_table text,
    add column kind         text,
    add column detail       text,
    add column policy       text;

create index schema_history_open on cdc.schema_history (target_table, kind, detail) where status in ('pending', 'refused');

create table cdc.migration_task (
    id           bigint generated always as identity primary key,
    target_table text        not null,
    kind         text        not null,
    detail       text        not null,
    statement    text        not null,
    reason       text        not null,
    status       text        not null default 'pending' check (status in ('pending', 'done', 'settled')),
    error        text,
    created_at   timestamptz not null default now(),
    resolved_at  timestamptz
);

create unique index migration_task_open on cdc.migration_task (target_table, kind, detail) where status = 'pending';

comment on table cdc.migration_task is 'SQL that a person has to run or to allow: cdc schema list --pending shows it, cdc schema apply runs it.';

create function cdc.require_columns(p_tables oid[], p_counts integer[])
    returns void
    language plpgsql
as $$
begin
    if exists (
        select from unnest(p_tables, p_counts) as t (oid, columns)
         where t.columns <> (select count(*) from pg_catalog.pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped))
    then
        raise exception 'a table has other columns than this batch was made for' using errcode = 'CD003';
    end if;
end
$$;

comment on function cdc.require_columns is 'Refuses a cell merge that was prepared before another replica added a column: CD003.';
