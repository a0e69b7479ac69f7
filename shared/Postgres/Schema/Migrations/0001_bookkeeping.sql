-- Bookkeeping of CdcFunctions. Everything the promise rests on stands here, beside the rows it speaks of.

create table cdc.checkpoint (
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    epoch          bigint      not null,
    next_offset    bigint,
    owner          text        not null,
    updated_at     timestamptz not null default now(),
    primary key (consumer_group, topic, partition)
) with (fillfactor = 50);

comment on table cdc.checkpoint is 'Next offset to apply for each partition; moves in the same transaction as the rows. A writer with an older epoch is refused.';

create table cdc.target_table (
    id     integer generated always as identity primary key,
    schema text not null,
    name   text not null,
    unique (schema, name)
);

comment on table cdc.target_table is 'Short numbers for the target tables, used by tombstones and locks.';

create table cdc.tombstone (
    table_id   integer     not null references cdc.target_table on delete cascade,
    key        bytea       not null,
    version    bigint      not null,
    sequence   bigint      not null,
    deleted_at timestamptz not null default now(),
    primary key (table_id, key)
);

create index tombstone_deleted_at on cdc.tombstone (deleted_at);

comment on table cdc.tombstone is 'Deleted keys and the version of their delete: an older insert cannot pass.';

create table cdc.dead_letter (
    id             bigint generated always as identity primary key,
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    record_offset  bigint      not null,
    source         text,
    source_table   text,
    target_table   text,
    record_key     bytea,
    record_value   bytea,
    headers        jsonb,
    record_time    timestamptz,
    reason         text        not null,
    sqlstate       text,
    message        text        not null,
    remedy         text        not null,
    status         text        not null default 'pending' check (status in ('pending', 'replayed', 'discarded', 'failed-again')),
    attempts       integer     not null default 0,
    created_at     timestamptz not null default now(),
    resolved_at    timestamptz,
    unique (consumer_group, topic, partition, record_offset)
);

create index dead_letter_status on cdc.dead_letter (status, created_at);

comment on table cdc.dead_letter is 'Events that could not be applied, with their original bytes, the reason and what to do.';

create table cdc.schema_history (
    id           bigint generated always as identity primary key,
    target_table text        not null,
    version      integer     not null,
    before       jsonb,
    after        jsonb       not null,
    action       text        not null,
    status       text        not null,
    statement    text,
    topic        text,
    partition    integer,
    record_offset bigint,
    changed_at   timestamptz not null default now(),
    unique (target_table, version)
);

comment on table cdc.schema_history is 'Every change of a target table''s shape: before, after, what was done.';

create table cdc.schedule (
    function     text primary key,
    schedule     text not null,
    last_run     timestamptz,
    next_run     timestamptz,
    last_updated timestamptz,
    lease_owner  text,
    lease_until  timestamptz
);

comment on table cdc.schedule is 'Timer functions: when they ran, when they are due, and which replica runs them.';

create function cdc.take_epoch(p_group text, p_topic text, p_partition integer, p_owner text)
    returns table (epoch bigint, next_offset bigint)
    language sql
as $$
    insert into cdc.checkpoint as c (consumer_group, topic, partition, epoch, owner)
    values (p_group, p_topic, p_partition, 1, p_owner)
    on conflict (consumer_group, topic, partition)
        do update set epoch = c.epoch + 1, owner = excluded.owner, updated_at = now()
    returning c.epoch, c.next_offset
$$;

comment on function cdc.take_epoch is 'Makes the caller the only writer of a partition and tells where to go on.';

create function cdc.advance(
    p_group text, p_topic text, p_partition integer, p_epoch bigint, p_expected bigint, p_next bigint,
    p_shared_tables integer[], p_exclusive_tables integer[])
    returns void
    language plpgsql
as $$
declare
    stored cdc.checkpoint;
    lock record;
begin
    update cdc.checkpoint c
       set next_offset = p_next, updated_at = clock_timestamp()
     where c.consumer_group = p_group and c.topic = p_topic and c.partition = p_partition
       and c.epoch = p_epoch and c.next_offset is not distinct from p_expected;

    if not found then
        select * into stored from cdc.checkpoint c
         where c.consumer_group = p_group and c.topic = p_topic and c.partition = p_partition;
        if stored.epoch is distinct from p_epoch then
            raise exception 'another worker owns %/% since epoch %; this one has %', p_topic, p_partition, stored.epoch, p_epoch
                using errcode = 'CD001';
        end if;
        raise exception 'the checkpoint of %/% is at %, this batch starts from %', p_topic, p_partition, stored.next_offset, p_expected
            using errcode = 'CD002';
    end if;

    -- A delete and an older insert of one key may travel in two partitions: whichever commits second must see the first.
    for lock in
        select id, bool_or(exclusive) as exclusive
          from (select unnest(p_shared_tables) as id, false as exclusive
                union all
                select unnest(p_exclusive_tables), true) as wanted
         group by id order by id
    loop
        if lock.exclusive then
            perform pg_advisory_xact_lock(1128547121, lock.id);
        else
            perform pg_advisory_xact_lock_shared(1128547121, lock.id);
        end if;
    end loop;
end
$$;

comment on function cdc.advance is 'Moves a checkpoint, or refuses: CD001 for a stale epoch, CD002 for an unexpected offset.';
