-- Dead letters of tables that hide columns.

alter table cdc.dead_letter
    add column payload text not null default 'original' check (payload in ('original', 'emptied', 'masked', 'withheld')),
    add column withheld jsonb;

comment on column cdc.dead_letter.payload is 'original: bytes as on the wire. emptied: values that never reach the target were emptied. masked: masked values stand there, a replay is refused. withheld: the record could not be read, so nothing of it is stored.';
comment on column cdc.dead_letter.withheld is 'Length and hash of a key or value that is not stored.';
