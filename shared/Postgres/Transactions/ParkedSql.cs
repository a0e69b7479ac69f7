namespace CdcFunctions.Postgres.Transactions;

/// <summary>SQL of <see cref="ParkedRegister"/>.</summary>
internal static class ParkedSql
{
    /// <summary>Remembers transactions, each with the offset of one of its dead letters.</summary>
    public const string Add =
        """
        insert into cdc.parked_transaction (consumer_group, topic, partition, transaction_id, record_offset)
        select $1, $2, $3, i.id, i.o from unnest($4::text[], $5::bigint[]) as i (id, o)
        on conflict do nothing
        """;

    /// <summary>Which of some transactions are parked, and have not been replayed.</summary>
    public const string Find =
        """
        select p.transaction_id from cdc.parked_transaction p
        where p.consumer_group = $1 and p.topic = $2 and p.partition = $3 and p.transaction_id = any($4)
          and not exists (
            select from cdc.dead_letter d
            where d.consumer_group = p.consumer_group and d.topic = p.topic and d.partition = p.partition and d.record_offset = p.record_offset and d.status = 'replayed')
        """;
}
