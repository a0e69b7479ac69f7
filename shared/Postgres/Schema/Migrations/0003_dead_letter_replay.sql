-- What became of dead letters that a person replayed or discarded.

alter table cdc.dead_letter
    add column last_attempt_at timestamptz,
    add column resolution text;

comment on column cdc.dead_letter.last_attempt_at is 'When it was last replayed.';
comment on column cdc.dead_letter.resolution is 'What the replay did: applied, superseded (newer data stood already), nothing-to-apply; or discarded.';

create index dead_letter_open on cdc.dead_letter (consumer_group, topic, partition, record_offset) where status in ('pending', 'failed-again');

create index dead_letter_resolved_at on cdc.dead_letter (resolved_at) where resolved_at is not null;
