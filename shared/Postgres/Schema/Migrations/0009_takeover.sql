-- A worker that was stopped inside its transaction holds the row of its checkpoint for ever: its machine still answers for it.

alter function cdc.take_epoch(text, text, integer, text) set lock_timeout = '10s';

create function cdc.evict_writer(p_group text, p_topic text, p_partition integer)
    returns bigint
    language sql
as $$
    -- Whoever has an uncommitted version of a row stands in its xmax and holds the lock of that transaction.
    select count(*) filter (where pg_terminate_backend(l.pid))
      from cdc.checkpoint c
      join pg_locks l on l.locktype = 'transactionid' and l.transactionid = c.xmax and l.granted and l.pid <> pg_backend_pid()
     where c.consumer_group = p_group and c.topic = p_topic and c.partition = p_partition
$$;

comment on function cdc.evict_writer is 'Ends the session whose open transaction moves the checkpoint of a partition; what it did not commit never was.';
