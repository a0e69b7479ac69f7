-- Rows and tables of which the events did not tell all: somebody has to compare them with the source.

create table cdc.reconcile_hint (
    id             bigint generated always as identity primary key,
    table_id       integer     not null references cdc.target_table on delete cascade,
    reason         text        not null,
    message        text        not null,
    record_key     bytea       not null default '',
    key_digest     bytea       not null generated always as (sha256(record_key)) stored,
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    record_offset  bigint      not null,
    created_at     timestamptz not null default now(),
    resolved_at    timestamptz,
    unique (table_id, reason, key_digest)
);

create index reconcile_hint_open on cdc.reconcile_hint (table_id) where resolved_at is null;

comment on table cdc.reconcile_hint is 'What events could not express, once for each row (the key of its record) or table (an empty key), with the place of the first event that showed it.';
