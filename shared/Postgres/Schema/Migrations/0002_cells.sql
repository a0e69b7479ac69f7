-- What cell merge must remember beyond a row's own columns.

alter table cdc.tombstone add column cells bytea;

comment on column cdc.tombstone.cells is 'Write times of deleted cells of a row that is not there; NULL when the delete of the row tells all.';

create table cdc.range_tombstone (
    table_id          integer     not null references cdc.target_table on delete cascade,
    partition_key     bytea       not null,
    start_key         bytea       not null,
    end_key           bytea       not null,
    partition_columns smallint    not null,
    descending        integer     not null,
    version           bigint      not null,
    deleted_at        timestamptz not null default now(),
    primary key (table_id, partition_key, start_key, end_key)
);

create index range_tombstone_deleted_at on cdc.range_tombstone (deleted_at);

comment on table cdc.range_tombstone is 'Deletes of whole partitions and of ranges in them: they hold for every key inside, also for writes that come later.';
