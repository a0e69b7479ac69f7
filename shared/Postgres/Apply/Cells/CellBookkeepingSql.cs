namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>SQL of the tombstones that cell merge keeps; $1 is the number of the table.</summary>
internal static class CellBookkeepingSql
{
    /// <summary>Keys as bytes, times of row deletes, times of deleted cells.</summary>
    public const string Tombstones =
        """
        insert into cdc.tombstone as d (table_id, key, version, sequence, cells)
        select $1, i.k, i.v, 0, i.m from unnest($2::bytea[], $3::bigint[], $4::bytea[]) as i (k, v, m)
        on conflict (table_id, key) do update
            set version = greatest(d.version, excluded.version), sequence = 0, cells = excluded.cells, deleted_at = now()
        """;

    /// <summary>Partition keys, bounds, number of partition key columns, descending columns, times.</summary>
    public const string Ranges =
        """
        insert into cdc.range_tombstone as r (table_id, partition_key, start_key, end_key, partition_columns, descending, version)
        select $1, i.p, i.s, i.e, i.n, i.d, i.v
        from unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::smallint[], $6::integer[], $7::bigint[]) as i (p, s, e, n, d, v)
        on conflict (table_id, partition_key, start_key, end_key) do update
            set version = greatest(r.version, excluded.version), descending = r.descending | excluded.descending, deleted_at = now()
        """;
}
