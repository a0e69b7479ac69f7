-- Dead letters that are sent to a Kafka topic as well: which of them still have to be.

alter table cdc.dead_letter add column published_at timestamptz;

create index dead_letter_unpublished on cdc.dead_letter (consumer_group, id) where published_at is null;

comment on column cdc.dead_letter.published_at is 'When the letter was sent to deadLetters.topic; null when it was not, or when no topic is configured.';
