namespace CdcFunctions.Postgres.Transactions;

/// <summary>SQL of <see cref="TransactionStage"/>.</summary>
internal static class StageSql
{
    /// <summary>Adds a chunk of records to a transaction's stage, which is made when it is not there.</summary>
    public const string Add =
        """
        with stage as (
            insert into cdc.staged_transaction as t (consumer_group, topic, partition, transaction_id, since, records)
            values ($1, $2, $3, $4, $5, cardinality($6::bigint[]))
            on conflict (consumer_group, topic, partition, transaction_id) do update set records = t.records + excluded.records
            returning id)
        insert into cdc.staged_record (staged_transaction, chunk, record_offset, record_time_ms, record_key, record_value, headers)
        select stage.id, ($6::bigint[])[1], i.o, i.ms, i.k, i.v, i.h
        from stage, unnest($6::bigint[], $7::bigint[], $8::bytea[], $9::bytea[], $10::bytea[]) as i (o, ms, k, v, h)
        """;

    /// <summary>Takes transactions out; their records go with them.</summary>
    public const string Remove =
        "delete from cdc.staged_transaction where consumer_group = $1 and topic = $2 and partition = $3 and transaction_id = any($4)";

    /// <summary>Remembers the latest transaction released.</summary>
    public const string Advance =
        """
        insert into cdc.transaction_progress (consumer_group, topic, partition, newest) values ($1, $2, $3, $4)
        on conflict (consumer_group, topic, partition) do update set newest = excluded.newest
        """;

    /// <summary>The latest transaction released.</summary>
    public const string Newest = "select newest from cdc.transaction_progress where consumer_group = $1 and topic = $2 and partition = $3";

    /// <summary>All records of a partition's open transactions, to count their changes again.</summary>
    public const string Load =
        """
        select t.transaction_id, t.since, r.record_offset, r.record_value
        from cdc.staged_transaction t join cdc.staged_record r on r.staged_transaction = t.id
        where t.consumer_group = $1 and t.topic = $2 and t.partition = $3
        order by t.id, r.chunk, r.record_offset
        """;

    /// <summary>The records of the first chunk after $5; none when there is none.</summary>
    public const string NextChunk =
        """
        select r.chunk, r.record_offset, r.record_time_ms, r.record_key, r.record_value, r.headers
        from cdc.staged_record r
        where (r.staged_transaction, r.chunk) = (
            select c.staged_transaction, c.chunk from cdc.staged_record c
            where c.staged_transaction = (select id from cdc.staged_transaction where consumer_group = $1 and topic = $2 and partition = $3 and transaction_id = $4)
              and c.chunk > $5
            order by c.chunk limit 1)
        order by r.record_offset
        """;
}
