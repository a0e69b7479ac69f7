-- The order of arrival of a parked record is its epoch and its offset: with conflict: arrivalOrder a replay compares them with what stands.

alter table cdc.dead_letter add column epoch bigint not null default 0;

comment on column cdc.dead_letter.epoch is 'Epoch of the lane that parked it; 0 for letters older than this column: they count as older than whatever stands.';
