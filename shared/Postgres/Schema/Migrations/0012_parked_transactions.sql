-- Transactions that are in the dead letters as wholes: what a connector sends of them once more must not become visible by itself.

create table cdc.parked_transaction (
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    transaction_id text        not null,
    record_offset  bigint      not null,
    parked_at      timestamptz not null default now(),
    primary key (consumer_group, topic, partition, transaction_id)
);

create index parked_transaction_age on cdc.parked_transaction (parked_at);

comment on column cdc.parked_transaction.record_offset is 'One of its dead letters: once that is replayed, all of the transaction stands in its tables.';
