namespace CdcFunctions.Postgres.Retention;

/// <summary>SQL of <see cref="TombstoneSweep"/>.</summary>
internal static class TombstoneSql
{
    /// <summary>Deletes one batch by the database's clock; passes over rows that a running batch is changing.</summary>
    public const string Sweep =
        """
        delete from cdc.tombstone where ctid = any(array(
            select ctid from cdc.tombstone
            where deleted_at < now() - @retention
            order by deleted_at
            limit @batchSize
            for update skip locked))
        """;
}
