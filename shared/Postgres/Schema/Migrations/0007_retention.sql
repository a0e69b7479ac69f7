-- What expires, what tables usually do, and what was found when looking.

alter table cdc.target_table add column expiry_key jsonb;

comment on column cdc.target_table.expiry_key is 'Key columns as the source''s events write them, once something in the table expires; NULL while nothing does.';

create table cdc.topic_activity (
    consumer_group text        not null,
    topic          text        not null,
    slot           timestamptz not null,
    records        bigint      not null,
    primary key (consumer_group, topic, slot)
);

comment on table cdc.topic_activity is 'How many records of a topic were settled up to the end of each quarter of an hour: what a table usually does.';

create table cdc.finding (
    kind      text        not null,
    subject   text        not null,
    detail    text        not null,
    since     timestamptz not null default now(),
    last_seen timestamptz not null default now(),
    primary key (kind, subject)
);

comment on table cdc.finding is 'What ReportQuietTables found and what still holds: quiet tables, old dead letters, migrations that wait.';
