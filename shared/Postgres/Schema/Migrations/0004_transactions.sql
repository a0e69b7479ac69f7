-- Transactions of which not all records have arrived: kept here, so that the checkpoint can pass them and no memory must hold them.

create table cdc.staged_transaction (
    id             bigint generated always as identity primary key,
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    transaction_id text        not null,
    since          timestamptz not null,
    records        bigint      not null,
    unique (consumer_group, topic, partition, transaction_id)
);

comment on table cdc.staged_transaction is 'Transactions of an atomic source whose end has not arrived, and since when they wait.';

create table cdc.staged_record (
    staged_transaction bigint not null references cdc.staged_transaction on delete cascade,
    chunk              bigint not null,
    record_offset      bigint not null,
    record_time_ms     bigint not null,
    record_key         bytea,
    record_value       bytea,
    headers            bytea,
    primary key (staged_transaction, chunk, record_offset)
);

comment on column cdc.staged_record.chunk is 'Offset of the first record staged in the same commit: one chunk fits into memory, as the batch did that brought it.';

create table cdc.transaction_progress (
    consumer_group text    not null,
    topic          text    not null,
    partition      integer not null,
    newest         text    not null,
    primary key (consumer_group, topic, partition)
) with (fillfactor = 50);

comment on table cdc.transaction_progress is 'Latest transaction released: what a connector sends again of it or of an earlier one need not be whole.';

create function cdc.defer_constraints() returns void language plpgsql as $$
begin
    set constraints all deferred;
end
$$;

comment on function cdc.defer_constraints is 'Foreign keys that are deferrable are checked at the commit, when all tables of the transaction are written.';
