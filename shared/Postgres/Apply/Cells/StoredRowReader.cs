using System.Data.Common;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Reads a stored row from the answers of <see cref="CellLoadSql"/>.</summary>
internal static class StoredRowReader
{
    /// <summary>First field of the masks of columns with values; key columns follow them.</summary>
    public const int FirstMask = 7;

    /// <summary>The row under the reader; its bytes go to <paramref name="rows"/>.</summary>
    /// <param name="reader">Fields: place, found, version, cell times, soft-deleted, tombstone's version and cell times, then masks.</param>
    /// <param name="rows">Keeps the bytes.</param>
    /// <param name="masks">Number of masks.</param>
    public static StoredRow Read(DbDataReader reader, StoredRows rows, int masks)
    {
        Span<ulong> values = stackalloc ulong[masks];
        for (var mask = 0; mask < masks; mask++)
        {
            values[mask] = reader.IsDBNull(FirstMask + mask) ? 0 : (ulong)reader.GetInt64(FirstMask + mask);
        }

        return new StoredRow
        {
            Exists = reader.GetBoolean(1),
            Version = reader.IsDBNull(2) ? WriteTime.None : reader.GetInt64(2),
            Cells = reader.IsDBNull(3) ? -1 : rows.Keep(reader.GetFieldValue<byte[]>(3)),
            IsSoftDeleted = !reader.IsDBNull(4) && reader.GetBoolean(4),
            Deleted = reader.IsDBNull(5) ? WriteTime.None : reader.GetInt64(5),
            DeletedCells = reader.IsDBNull(6) ? -1 : rows.Keep(reader.GetFieldValue<byte[]>(6)),
            Values = rows.Keep(values),
        };
    }
}
